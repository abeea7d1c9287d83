using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

/// <summary>Completes the word before the cursor.</summary>
internal sealed class WordCompleter(params string[] words) : ILineCompleter
{
    public Completions Complete(string text, int cursor)
    {
        var start = cursor == 0 ? 0 : text.LastIndexOfAny([' ', '\n'], cursor - 1) + 1;
        var part = text[start..cursor];
        return new Completions(start, cursor - start, [.. words.Where(word => word.StartsWith(part, StringComparison.Ordinal)).Select(word => new Completion(word, $"the word {word}"))]);
    }
}
