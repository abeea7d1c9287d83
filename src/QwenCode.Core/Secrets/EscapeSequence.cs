using System.Globalization;

namespace QwenCode.Secrets;

/// <summary>Reads one escaped character: as in JSON and program code, HTML, or a URL.</summary>
internal static class EscapeSequence
{
    private const int MaximumDigits = 8;

    private static readonly Dictionary<string, char> Entities = new()
    {
        ["amp"] = '&', ["lt"] = '<', ["gt"] = '>', ["quot"] = '"', ["apos"] = '\'', ["sol"] = '/', ["bsol"] = '\\', ["plus"] = '+', ["equals"] = '=',
        ["lowbar"] = '_', ["period"] = '.', ["colon"] = ':', ["num"] = '#', ["percnt"] = '%', ["commat"] = '@', ["dollar"] = '$', ["ast"] = '*', ["excl"] = '!',
    };

    /// <summary>The character that the text begins with, and the length of its escape; 0 if there is none.</summary>
    public static int Read(ReadOnlySpan<char> text, out char character)
    {
        character = default;
        return text switch
        {
            ['%', 'u', ..] => Hexadecimal(text, 2, 4, out character),
            ['%', ..] => Hexadecimal(text, 1, 2, out character),
            ['&', '#', 'x' or 'X', ..] => Entity(text, 3, NumberStyles.AllowHexSpecifier, out character),
            ['&', '#', ..] => Entity(text, 2, NumberStyles.None, out character),
            ['&', ..] => NamedEntity(text, out character),
            ['\\', 'u' or 'x', '{', ..] => Braced(text, out character),
            ['\\', 'u', ..] => Hexadecimal(text, 2, 4, out character),
            ['\\', 'U', ..] => Hexadecimal(text, 2, 8, out character),
            ['\\', 'x', ..] => Hexadecimal(text, 2, 2, out character),
            ['\\', >= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..] => Found(4, ((text[1] - '0') * 64) + ((text[2] - '0') * 8) + text[3] - '0', out character),
            ['\\', 'n', ..] => Found(2, '\n', out character),
            ['\\', 'r', ..] => Found(2, '\r', out character),
            ['\\', 'b' or 'f' or 't', ..] => Found(2, ' ', out character),
            ['\\', var other, ..] when !char.IsLetterOrDigit(other) => Found(2, other, out character),
            _ => 0,
        };
    }

    private static int Hexadecimal(ReadOnlySpan<char> text, int start, int digits, out char character)
    {
        character = default;
        return text.Length >= start + digits && TryParse(text.Slice(start, digits), NumberStyles.AllowHexSpecifier, out var value)
            ? Found(start + digits, value, out character)
            : 0;
    }

    private static int Braced(ReadOnlySpan<char> text, out char character)
    {
        character = default;
        var end = text[..Math.Min(text.Length, 4 + MaximumDigits)].IndexOf('}');
        return end > 3 && TryParse(text[3..end], NumberStyles.AllowHexSpecifier, out var value) ? Found(end + 1, value, out character) : 0;
    }

    // Browsers accept it without its semicolon.
    private static int Entity(ReadOnlySpan<char> text, int start, NumberStyles style, out char character)
    {
        character = default;
        var digits = text[start..Math.Min(text.Length, start + MaximumDigits)];
        var end = digits.IndexOfAnyExcept(style == NumberStyles.None ? "0123456789" : "0123456789abcdefABCDEF");
        digits = end < 0 ? digits : digits[..end];
        var length = start + digits.Length;
        return TryParse(digits, style, out var value) ? Found(length < text.Length && text[length] == ';' ? length + 1 : length, value, out character) : 0;
    }

    private static int NamedEntity(ReadOnlySpan<char> text, out char character)
    {
        character = default;
        var end = text[..Math.Min(text.Length, 2 + MaximumDigits)].IndexOf(';');
        return end > 1 && Entities.TryGetValue(text[1..end].ToString(), out character) ? end + 1 : 0;
    }

    private static bool TryParse(ReadOnlySpan<char> digits, NumberStyles style, out int value) =>
        int.TryParse(digits, style, CultureInfo.InvariantCulture, out value);

    // Keys contain no characters beyond one UTF-16 unit.
    private static int Found(int length, int value, out char character)
    {
        character = (char)value;
        return value is >= 0 and <= char.MaxValue ? length : 0;
    }
}
