namespace QwenCode.Chat;

/// <summary>
/// Separates thinking of which only the end arrives: some models' templates put <c>&lt;think&gt;</c> into the prompt. In a stream its
/// chunks have left as text before that is known; the answer at the end has it apart.
/// </summary>
internal static class UnopenedThinking
{
    private const string Fence = "```";

    /// <summary>The thinking before a closing tag that stands alone on its line, and the text after it; <see langword="null"/> if there is none.</summary>
    /// <param name="text">The whole content.</param>
    public static (string Thinking, string Text)? Split(string text)
    {
        if (Next(text, 0) < 0)
            return null;

        // What opens before, or is code, is what the answer is about.
        var opened = text.IndexOf(ThinkingReader.Open, StringComparison.Ordinal) is >= 0 and var index ? index : text.Length;
        var (fences, start) = (0, 0);
        for (var tag = Next(text, 0); tag >= 0 && tag < opened; tag = Next(text, start))
        {
            fences += text.AsSpan(start, tag - start).Count(Fence);
            start = tag + ThinkingReader.Close.Length;
            if (fences % 2 == 0 && IsAlone(text, tag, start))
                return (text[..tag].Trim(), text[start..].TrimStart());
        }

        return null;
    }

    private static int Next(string text, int start) => text.IndexOf(ThinkingReader.Close, start, StringComparison.Ordinal);

    private static bool IsAlone(string text, int start, int end)
    {
        while (start > 0 && text[start - 1] != '\n' && char.IsWhiteSpace(text[start - 1]))
            start--;
        while (end < text.Length && text[end] != '\n' && char.IsWhiteSpace(text[end]))
            end++;
        return (start == 0 || text[start - 1] == '\n') && (end == text.Length || text[end] == '\n');
    }
}
