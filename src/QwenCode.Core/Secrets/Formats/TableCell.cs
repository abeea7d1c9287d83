namespace QwenCode.Secrets;

/// <summary>Finds the secret in the second cell of a row in Markdown whose first cell is its name, as in <c>| password | hunter2 |</c>.</summary>
internal static class TableCell
{
    private const string Marks = " \t*`";
    private const int LongestCell = 256;

    /// <summary>The range of the secret; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        var rest = text[end..Math.Min(text.Length, end + LongestCell)];
        var cell = rest.TrimStart(Marks);
        if (cell.IsEmpty || cell[0] != '|')
            return default;
        var before = text[Math.Max(0, start - Marks.Length)..start].TrimEnd(Marks);
        if (!before.EndsWith("|") || !TextScan.BeginsLine(text[..(start - Math.Min(start, Marks.Length) + before.Length - 1)]) || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;
        cell = cell[1..];
        if (cell.IndexOfAny('|', '\n') is not (> 0 and var length) || cell[length] != '|')
            return default;
        var value = cell[..length].Trim(Marks);
        var position = end + rest.Length - cell.Length + cell.IndexOf(value);
        return value.ContainsAny(' ', '\t') || !SentenceValue.Is(value) || PlainValue.Is(value, name) || PlainValue.IsUrl(value) || !name.HidesInData(value, isItem: false) ? default : (position, position + value.Length);
    }
}
