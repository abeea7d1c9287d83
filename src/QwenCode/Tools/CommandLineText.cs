using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text;
using QwenCode.Conversion;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Tools;

/// <summary>
/// Writes a command with its arguments as it would be typed, for a person to approve. Text is quoted, so that nothing in it reads as a
/// command; characters that a terminal would obey, that are invisible or that look like a blank, are written as escapes. It is never executed.
/// </summary>
internal sealed class CommandLineText
{
    // The beginning and the end of a long text are shown, and how much is between them.
    private const int Head = 1000;
    private const int Tail = 300;
    private const int MostItems = 50;

    // Several terminals full of values are not read.
    private const int MostCharacters = 5000;
    private const string Hidden = "'****'";

    private static readonly char[] Harmless = ['_', '.', '/', ':', '\\', '-', '~'];
    private static readonly CommandLineText Short = new(isWhole: false);
    private static readonly CommandLineText Long = new(isWhole: true);

    private readonly bool _isWhole;

    private CommandLineText(bool isWhole) => _isWhole = isWhole;

    /// <summary>The command line, long values and the line itself shortened, and secrets masked.</summary>
    /// <param name="command">How the command is written.</param>
    /// <param name="parameters">The parameters with their values.</param>
    public static string Of(string command, IEnumerable<(string Name, object? Value)> parameters) => Shortened(Of(command, parameters, _ => Short));

    /// <summary>The command line with each value as it is, whatever it looks like; only those that the user fixed stay masked.</summary>
    /// <param name="command">How the command is written.</param>
    /// <param name="parameters">The parameters with their values.</param>
    /// <param name="isFixed">Whether the user fixed a parameter.</param>
    public static string Whole(string command, IEnumerable<(string Name, object? Value)> parameters, Func<string, bool> isFixed) => Of(command, parameters, name => isFixed(name) ? Short : Long);

    private static string Of(string command, IEnumerable<(string Name, object? Value)> parameters, Func<string, CommandLineText> writer)
    {
        var text = new StringBuilder(ForeignText.OneLine(command));
        foreach (var (name, value) in parameters)
            text.Append(' ').Append(writer(name).Parameter(name, ForeignObject.Unwrap(value)));
        return text.ToString();
    }

    private static string Shortened(string text)
    {
        if (text.Length <= MostCharacters)
            return text;
        var length = char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters;
        return $"{text[..length]} … ({text.Length - length:N0} more characters)";
    }

    private bool IsHidden(string name, object? value) => !_isWhole && SecretName.Of(name).Hides(ForeignObject.Unwrap(value) is string or IFormattable ? LanguagePrimitives.ConvertTo<string>(value) : "");

    private string Parameter(string name, object? value) => value switch
    {
        SwitchParameter { IsPresent: var isPresent } => isPresent ? $"-{name}" : $"-{name}:$false",
        not null when IsHidden(name, value) => $"-{name} {Hidden}",
        _ => $"-{name} {Value(value, isArgument: true)}",
    };

    private string Value(object? value, bool isArgument) => ForeignObject.Unwrap(value) switch
    {
        null => "$null",
        string text => Quoted(text, isArgument),
        char character => Quoted(character.ToString(), isArgument),
        bool flag => flag ? "$true" : "$false",
        SwitchParameter flag => flag.IsPresent ? "$true" : "$false",
        SecureString or PSCredential => Hidden,
        Enum choice => Quoted(choice.ToString(), isArgument),
        DateTime time => Quoted(time.ToString("o", CultureInfo.InvariantCulture), isArgument: false),
        DateTimeOffset time => Quoted(time.ToString("o", CultureInfo.InvariantCulture), isArgument: false),
        IDictionary table => Table([.. table.Keys.Cast<object?>().Select(key => (key?.ToString() ?? "", table[key!]))]),
        PSObject { BaseObject: PSCustomObject } data => Object($"[pscustomobject]{Table([.. data.Properties.Select(property => (property.Name, (object?)property.Value))])}", isArgument),
        IEnumerable list => List([.. list.Cast<object?>()], isArgument),
        IFormattable number when number.GetType().IsPrimitive || number is decimal => number.ToString(null, CultureInfo.InvariantCulture),
        var other => Quoted(LanguagePrimitives.ConvertTo<string>(other), isArgument: false),
    };

    private string List(IReadOnlyList<object?> items, bool isArgument)
    {
        if (items.Count == 0)
            return "@()";
        return Joined(items, ", ", item => IsList(item) ? $"@({Value(item, isArgument: false)})" : Value(item, isArgument));
    }

    private static bool IsList(object? value) => ForeignObject.Unwrap(value) is IEnumerable and not (string or IDictionary or ICollection { Count: 0 });

    // A cast is part of an expression; PowerShell reads an argument that begins with one as text.
    private static string Object(string text, bool isArgument) => isArgument ? $"({text})" : text;

    private string Table(IReadOnlyList<(string Name, object? Value)> members) =>
        $"@{{ {Joined(members, "; ", member => $"{Quoted(member.Name, isArgument: true)} = {(IsHidden(member.Name, member.Value) ? Hidden : Value(member.Value, isArgument: false))}")} }}";

    private string Joined<T>(IReadOnlyList<T> items, string separator, Func<T, string> text)
    {
        var shown = string.Join(separator, items.Take(_isWhole ? items.Count : MostItems).Select(text));
        return _isWhole || items.Count <= MostItems ? shown : $"{shown}{separator}… ({items.Count - MostItems:N0} more)";
    }

    private string Quoted(string text, bool isArgument)
    {
        var masked = _isWhole ? text : SecretMask.Value(text);
        if (!_isWhole && masked.Length > Head + Tail)
            return $"{Quoted(masked[..Head])} … ({masked.Length - Head - Tail:N0} more characters) … {Quoted(masked[^Tail..])}";
        return isArgument && masked.Length > 0 && masked[0] != '-' && masked.All(c => char.IsAsciiLetterOrDigit(c) || Harmless.Contains(c)) && !double.TryParse(masked, CultureInfo.InvariantCulture, out _)
            ? masked
            : Quoted(masked);
    }

    private static string Quoted(string text)
    {
        if (ForeignText.IsHarmless(text) && !text.EnumerateRunes().Any(IsMistaken))
            return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(Escaped(rune));
        return quoted.Append('"').ToString();
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '\n' => "`n",
        '\r' => "`r",
        '\t' => "`t",
        '"' or '`' or '$' => $"`{rune}",
        _ => ForeignText.IsHarmless(rune.ToString()) && !IsMistaken(rune) ? rune.ToString() : $"`u{{{rune.Value:X4}}}",
    };

    // PowerShell takes typographic quotation marks for quotation marks, and a person other blanks for a blank.
    private static bool IsMistaken(Rune rune) =>
        rune.Value is (>= '\u2018' and <= '\u201E') or '\u2800' || (rune.Value != ' ' && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator);
}
