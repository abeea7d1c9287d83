using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace QwenCode.Showing;

/// <summary>
/// Makes text from others harmless for a terminal: answers, model names, headers, pages, paths. A character that the terminal would obey,
/// or that is invisible (<see cref="ForeignCharacter"/>), is shown as <c>\u001B</c> or similar; nothing is omitted. A text
/// without any is returned as it is.
/// </summary>
internal static class ForeignText
{
    private const char Ellipsis = '…';
    private const int MostOfName = 200;
    private const string Plain = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    private static readonly SearchValues<char> PlainInLine = SearchValues.Create(Plain);
    private static readonly SearchValues<char> PlainInLines = SearchValues.Create(Plain + "\n\t");

    /// <summary>The text with its line breaks and tabs. CR LF becomes LF; a lone CR, which would overwrite the line, is shown.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Lines(string? text) => text is null || FirstSuspect(text, inLines: true) < 0 ? text : Clean(text, inLines: true);

    /// <summary>The text with its line breaks and tabs, without the characters that <see cref="Lines"/> shows as an escape.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWhole">Whether it has none of them.</param>
    public static string Drawn(string text, out bool isWhole)
    {
        isWhole = true;
        if (FirstSuspect(text, inLines: true) < 0)
            return text;
        var output = new StringBuilder(text.Length);
        Rune before = default;
        for (var position = 0; position < text.Length;)
        {
            var kept = output.Length;
            position += Append(output, text, position, inLines: true, ref before, isWhole: true);
            if (before != default)
                continue;
            output.Length = kept;
            isWhole = false;
        }

        return output.ToString();
    }

    /// <summary>The text on one line, with line breaks and tabs as <c>\n</c> and <c>\t</c>.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text) => text is null || FirstSuspect(text, inLines: false) < 0 ? text : Clean(text, inLines: false);

    /// <summary>As <see cref="OneLine(string)"/>; a longer text is truncated between graphemes and ends in <c>…</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Maximum number of characters before the <c>…</c>.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text, int most) => text is null || (text.Length <= most && IsHarmless(text)) ? text : Cut(text, most);

    /// <summary>A name in a sentence or a column, which others may make of any length: at most 200 characters of it.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? Name(string? name) => OneLine(name, MostOfName);

    /// <summary>As <see cref="OneLine(string, int)"/>, for sentences: each run of white space is one blank.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Maximum number of characters before the <c>…</c>.</param>
    public static string Shortened(string text, int most) => OneLine(Joined(text, most), most);

    /// <summary>Each text on one line. A list of harmless texts is returned as it is.</summary>
    public static IReadOnlyList<string> OneLine(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            if (!IsHarmless(text))
                return texts.Select(each => OneLine(each)).ToArray();
        }

        return texts;
    }

    /// <summary>Whether the text can be shown on one line as it is.</summary>
    public static bool IsHarmless(string? text) => ReferenceEquals(OneLine(text), text);

    /// <summary>The position of the first character that needs a closer look; -1 if there is none.</summary>
    internal static int FirstSuspect(ReadOnlySpan<char> text, bool inLines)
    {
        var plain = inLines ? PlainInLines : PlainInLine;
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i..].IndexOfAnyExcept(plain);
            if (next < 0)
                return -1;

            // Characters beyond ASCII come in runs.
            for (i += next; i < text.Length && text[i] > '~'; i++)
            {
                if (!ForeignCharacter.IsSuspect(text[i]))
                    continue;
                if (Rune.DecodeFromUtf16(text[i..], out var pair, out var length) != OperationStatus.Done || length == 1 || !ForeignCharacter.IsDrawn(pair))
                    return i;
                i++;
            }

            if (i < text.Length && !plain.Contains(text[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Appends the character at a position as it can be shown, and returns its number of UTF-16 units.</summary>
    /// <param name="output">The output.</param>
    /// <param name="text">The text.</param>
    /// <param name="position">The position.</param>
    /// <param name="inLines">Whether line breaks and tabs stay.</param>
    /// <param name="before">The character before it, if that was drawn.</param>
    /// <param name="isWhole">Whether nothing follows the text.</param>
    /// <returns>0 if what follows the text decides.</returns>
    internal static int Append(StringBuilder output, ReadOnlySpan<char> text, int position, bool inLines, ref Rune before, bool isWhole)
    {
        var status = Rune.DecodeFromUtf16(text[position..], out var character, out var length);
        if (status == OperationStatus.NeedMoreData && !isWhole)
            return 0;
        if (status != OperationStatus.Done)
            return AppendEscaped(output, text[position], 1, ref before);
        if (inLines && character.Value == '\r' && (position + 1 < text.Length ? text[position + 1] == '\n' : !isWhole))
            return position + 1 < text.Length ? AppendDrawn(output, new Rune('\n'), 2, ref before) : 0;
        if (ForeignCharacter.IsJoiner(character))
        {
            status = Rune.DecodeFromUtf16(text[(position + 1)..], out var after, out _);
            if (status == OperationStatus.NeedMoreData && !isWhole)
                return 0;
            if (status == OperationStatus.Done && ForeignCharacter.Joins(character, before, after))
                return AppendDrawn(output, character, length, ref before);
        }

        var isDrawn = ForeignCharacter.IsDrawn(character)
            || (inLines && character.Value is '\n' or '\t')
            || (ForeignCharacter.IsSelector(character) && ForeignCharacter.Selects(character, before));
        return isDrawn ? AppendDrawn(output, character, length, ref before) : AppendEscaped(output, character.Value, length, ref before);
    }

    private static string Clean(string text, bool inLines)
    {
        var output = new StringBuilder(text.Length + 16);
        Rune before = default;
        for (var position = 0; position < text.Length;)
            position += Append(output, text, position, inLines, ref before, isWhole: true);
        return output.Equals(text) ? text : output.ToString();
    }

    // Each unit of the text takes at least one in the output.
    private static string Cut(string text, int most)
    {
        var seen = text.AsSpan(0, Math.Min(text.Length, most + 1));
        var output = new StringBuilder(seen.Length + 16);
        Rune before = default;
        for (var position = 0; position < seen.Length;)
        {
            var (kept, end) = (output.Length, position + StringInfo.GetNextTextElementLength(seen[position..]));
            while (position < end)
                position += Append(output, seen, position, inLines: false, ref before, isWhole: true);
            if (output.Length > most)
                return output.Remove(kept, output.Length - kept).Append(Ellipsis).ToString();
        }

        return output.ToString();
    }

    private static string Joined(string text, int most)
    {
        var words = new StringBuilder(Math.Min(text.Length, most + 1));
        foreach (var character in text.AsSpan().Trim())
        {
            if (words.Length > most)
                break;
            if (!char.IsWhiteSpace(character))
                words.Append(character);
            else if (words[^1] != ' ')
                words.Append(' ');
        }

        return words.ToString();
    }

    private static int AppendDrawn(StringBuilder output, Rune character, int length, ref Rune before)
    {
        Span<char> units = stackalloc char[2];
        output.Append(units[..character.EncodeToUtf16(units)]);
        before = character;
        return length;
    }

    private static int AppendEscaped(StringBuilder output, int value, int length, ref Rune before)
    {
        ForeignCharacter.Escape(output, value);
        before = default;
        return length;
    }
}
