using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Recognizes arguments of text that are something else, which PowerShell would convert to a path, code or a type name.</summary>
internal static class OtherThanText
{
    private const string Unknown = "data";

    /// <summary>What the argument is, in words; <see langword="null"/> if it is text, or has one.</summary>
    /// <param name="argument">The specified value.</param>
    public static string? Describe(object? argument) => ForeignObject.Unwrap(argument) switch
    {
        null or string or ValueType or PSObject => null,
        FileSystemInfo => "a file",
        ScriptBlock => "a script block",
        var value => IsTypeName(value) ? Unknown : null,
    };

    private static bool IsTypeName(object value)
    {
        try
        {
            var name = value.GetType().ToString();

            // As a process has it: its type, and its name in brackets.
            return value.ToString() is not { } text || text == name || text.StartsWith($"{name} (", StringComparison.Ordinal);
        }
        catch (Exception exception) when (ForeignObject.IsForeign(exception))
        {
            return true;
        }
    }
}
