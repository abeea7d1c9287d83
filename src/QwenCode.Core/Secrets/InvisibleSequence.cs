using System.Globalization;

namespace QwenCode.Secrets;

/// <summary>
/// Reads what a terminal does not draw: a formatting character, such as a zero-width space, or a control sequence that sets a color or a
/// link. A secret may have them inside, by intent or because a command colors a part of it.
/// </summary>
internal static class InvisibleSequence
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';
    private const char ControlSequence = '\u009b';

    // The rest of a longer one is read as text, so that many of them without an end take no quadratic time.
    private const int Longest = 2048;

    // The joiner of graphemes, the variation selectors, and the first half of tags, which are pairs.
    private const string Others = "\u034f\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f";
    private const char Tag = '\udb40';

    /// <summary>The characters that can begin a sequence.</summary>
    public static string Beginnings { get; } = string.Concat(Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.GetUnicodeCategory(c) == UnicodeCategory.Format))
        + Others + Tag + Escape + ControlSequence;

    /// <summary>The length of the sequence that a text begins with; 0 if there is none.</summary>
    public static int Length(ReadOnlySpan<char> text) => text switch
    {
        [Escape, '[', ..] => ControlLength(text, 2),
        [ControlSequence, ..] => ControlLength(text, 1),
        [Escape, ']', ..] => CommandLength(text),
        [Tag, >= '\udc00' and <= '\udfff', ..] => 2,
        [> '~', ..] when char.GetUnicodeCategory(text[0]) == UnicodeCategory.Format || Others.Contains(text[0], StringComparison.Ordinal) => 1,
        _ => 0,
    };

    // Parameters, intermediate characters, and a final one.
    private static int ControlLength(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end < Longest && text[end] is >= ' ' and <= '?')
            end++;
        return end < text.Length && text[end] is >= '@' and <= '~' ? end + 1 : 0;
    }

    private static int CommandLength(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, Longest)].IndexOfAny(Bell, '\\');
        return end > 1 && (text[end] == Bell || text[end - 1] == Escape) ? end + 1 : 0;
    }
}
