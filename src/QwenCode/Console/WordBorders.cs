using System.Text;

namespace QwenCode.Console;

/// <summary>The borders of words: of runs of letters and digits, or of anything but white space.</summary>
internal static class WordBorders
{
    /// <summary>The start of the word before a position.</summary>
    public static int Before(string text, int position, Func<Rune, bool> isInWord)
    {
        var borders = new List<int>();
        for (var border = 0; border < position; border = Graphemes.Next(text, border))
            borders.Add(border);
        var i = borders.Count;
        while (i > 0 && !isInWord(Rune.GetRuneAt(text, borders[i - 1])))
            i--;
        while (i > 0 && isInWord(Rune.GetRuneAt(text, borders[i - 1])))
            i--;
        return i == borders.Count ? position : borders[i];
    }

    /// <summary>The end of the word after a position.</summary>
    public static int After(string text, int position, Func<Rune, bool> isInWord)
    {
        while (position < text.Length && !isInWord(Rune.GetRuneAt(text, position)))
            position = Graphemes.Next(text, position);
        while (position < text.Length && isInWord(Rune.GetRuneAt(text, position)))
            position = Graphemes.Next(text, position);
        return position;
    }

    /// <summary>Whether a character is in a word of letters and digits.</summary>
    public static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_';

    /// <summary>Whether a character is in a word that ends at white space.</summary>
    public static bool IsVisible(Rune rune) => !Rune.IsWhiteSpace(rune);
}
