using System.Globalization;
using System.Xml;

namespace QwenCode.Chat;

/// <summary>Dates, times and time spans in the text of an answer. PowerShell reads them by the rules of a culture, takes 03/04 for the 4th of March, and 5 for five days.</summary>
internal static class TypeText
{
    private static readonly string[] Dates = ["yyyy-M-d"];
    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF"];
    private static readonly string[] DatesAndTimes = [.. Dates, .. Times.SelectMany(time => new[] { $"yyyy-M-d'T'{time}K", $"yyyy-M-d {time}K" })];

    /// <summary>The <c>format</c> of JSON schema; <see langword="null"/> for none. Strict services reject formats other than some, which have <c>date-time</c>, <c>date</c>, <c>duration</c> and <c>uuid</c>, and not <c>uri</c>.</summary>
    public static string? FormatOf(Type type) =>
        type == typeof(DateTime) || type == typeof(DateTimeOffset) ? "date-time"
        : type == typeof(DateOnly) ? "date"
        : type == typeof(TimeSpan) ? "duration"
        : type == typeof(Guid) ? "uuid"
        : null;

    /// <summary>What a text of the type is, with an example, if it could be read in several ways; <see langword="null"/> for other types.</summary>
    public static string? ExpectedOf(Type type) =>
        type == typeof(DateTime) ? "a date and time such as 2026-03-04T05:06:07Z"
        : type == typeof(DateTimeOffset) ? "a date and time with an offset, such as 2026-03-04T05:06:07Z"
        : type == typeof(DateOnly) ? "a date such as 2026-03-04"
        : type == typeof(TimeOnly) ? "a time such as 05:06:07"
        : type == typeof(TimeSpan) ? "a duration such as P1DT2H3M4S or 1.02:03:04"
        : null;

    /// <summary>What PowerShell converts to the type, whatever the culture; <see langword="null"/> if the text is not <see cref="ExpectedOf"/>.</summary>
    public static object? Read(string text, Type type)
    {
        var upper = text.Trim().ToUpperInvariant();
        if (type == typeof(TimeSpan))
            return upper.Contains('P', StringComparison.Ordinal) ? Duration(upper) : Constant(upper);
        return (type == typeof(DateTime) ? DateAndTime(upper) is not null
            : type == typeof(DateTimeOffset) ? DateAndTime(upper) is { Kind: not DateTimeKind.Unspecified }
            : type == typeof(DateOnly) ? DateOnly.TryParseExact(upper, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            : TimeOnly.TryParseExact(upper, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) ? text : null;
    }

    private static DateTime? DateAndTime(string text) =>
        DateTime.TryParseExact(WithoutFinestDigits(text), DatesAndTimes, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;

    // Some services write nanoseconds.
    private static string WithoutFinestDigits(string text)
    {
        const int MostDigits = 7;

        var first = text.IndexOf('.', StringComparison.Ordinal) + 1;
        var digits = first == 0 ? 0 : text.AsSpan(first).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length - first;
        return digits > MostDigits ? text.Remove(first + MostDigits, digits - MostDigits) : text;
    }

    // 5 and 5:06 could be anything.
    private static TimeSpan? Constant(string text) =>
        text.Count(character => character == ':') == 2 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null;

    // A year and a month have no fixed length, and XML has no weeks.
    private static TimeSpan? Duration(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        if (text.AsSpan(0, time < 0 ? text.Length : time).IndexOfAny('Y', 'M') >= 0)
            return null;
        try
        {
            return text is ['P', .. var weeks, 'W'] ? TimeSpan.FromDays(7 * int.Parse(weeks, NumberStyles.None, CultureInfo.InvariantCulture)) : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
