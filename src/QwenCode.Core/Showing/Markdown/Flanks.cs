namespace QwenCode.Showing;

/// <summary>Whether a run of marks can open or close emphasis, by the characters around it.</summary>
internal static class Flanks
{
    private const char FirstEastAsian = '\u2E80';

    /// <summary>Whether the run can open, and whether it can close.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="before">The character before the run; a blank at the beginning of the line.</param>
    /// <param name="after">The character after the run; a blank at the end of the line.</param>
    public static (bool CanOpen, bool CanClose) Of(char mark, char before, char after)
    {
        var opens = !char.IsWhiteSpace(after) && (!IsPunctuation(after) || Ends(before));
        var closes = !char.IsWhiteSpace(before) && (!IsPunctuation(before) || Ends(after));
        return mark == '_'
            ? (opens && (!closes || IsPunctuation(before)), closes && (!opens || IsPunctuation(after)))
            : (opens, closes);
    }

    // East Asian text has no blanks between words: a mark after one of its characters and before a quotation mark opens, too.
    private static bool Ends(char character) => char.IsWhiteSpace(character) || IsPunctuation(character) || character >= FirstEastAsian;

    private static bool IsPunctuation(char character) => char.IsPunctuation(character) || (char.IsAscii(character) && char.IsSymbol(character));
}
