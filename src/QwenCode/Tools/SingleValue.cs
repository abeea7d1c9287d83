using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using QwenCode.Conversion;
using Pattern = System.Text.RegularExpressions.Regex;

namespace QwenCode.Tools;

/// <summary>Checks that PowerShell can convert a number or text to a type of the runtime. The call has not been approved: no other type is created here.</summary>
internal static class SingleValue
{
    private const string DateAndTime = "a date and time such as 2026-03-04T05:06:07Z";

    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(char)] = "a single character",
        [typeof(DateTime)] = DateAndTime,
        [typeof(DateTimeOffset)] = DateAndTime,
        [typeof(DateOnly)] = "a date such as 2026-03-04",
        [typeof(TimeOnly)] = "a time such as 05:06:07",
        [typeof(TimeSpan)] = "a time span such as 1.02:03:04",
        [typeof(Guid)] = "a GUID such as 01234567-89ab-cdef-0123-456789abcdef",
        [typeof(Version)] = "a version such as 1.2.3",
        [typeof(Uri)] = "a URI",
        [typeof(Pattern)] = "a regular expression of .NET",
        [typeof(IPAddress)] = "an IP address",
        [typeof(MailAddress)] = "a mail address",
        [typeof(CultureInfo)] = "the name of a culture",
    };

    /// <summary>Why a text is not a value of the type; <see langword="null"/> if it is, or only the command decides it.</summary>
    public static string? ProblemOfText(string text, Type type) =>
        Texts.TryGetValue(type, out var expected) && !IsConvertible(text, type) ? $"is not {expected}" : null;

    /// <summary>Why an integer, as a number or a text, is not a value of the type; <see langword="null"/> if it is.</summary>
    public static string? ProblemOfInteger(JsonElement json, Type type) =>
        type == typeof(BigInteger) || IsConvertible(json, type) ? null : $"is not between {Limit(type, "MinValue")} and {Limit(type, "MaxValue")}";

    private static bool IsConvertible(JsonElement json, Type type)
    {
        try
        {
            return IsConvertible(json.ValueKind == JsonValueKind.String ? json.GetString() : JsonInstances.From(json, type), type);
        }
        catch (UnrepresentableException)
        {
            return false;
        }
    }

    private static bool IsConvertible(object? value, Type type) => LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out _);

    // A field of some types, and a property of others.
    private static string? Limit(Type type, string name) =>
        Convert.ToString(type.InvokeMember(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.GetField | BindingFlags.GetProperty, null, null, null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
