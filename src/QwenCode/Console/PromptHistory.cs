using QwenCode.Secrets;

namespace QwenCode.Console;

/// <summary>The prompts that were sent, the newest last, and the way through them while one is typed.</summary>
internal sealed class PromptHistory
{
    /// <summary>Maximum number of entries.</summary>
    public const int Most = 1000;

    private readonly List<string> _entries = [];
    private readonly HistoryFile? _file;
    private int _index = -1;
    private string _draft = "";

    /// <summary>Reads the history.</summary>
    /// <param name="path">The file, absolute; by default there is none, and the history ends with the session.</param>
    public PromptHistory(string? path = null)
    {
        if (path is null)
            return;
        _file = new HistoryFile(path);
        _entries.AddRange(_file.Read());
    }

    /// <summary>The notice about a file that cannot be used; <see langword="null"/> if it can. It never changes once there is one.</summary>
    public string? Problem => _file?.Problem;

    /// <summary>The entries.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Adds a prompt, unless it is blank, ends the console, repeats the one before, or contains what looks like a key.</summary>
    public void Add(string prompt)
    {
        Leave();
        if (string.IsNullOrWhiteSpace(prompt) || (_entries.Count > 0 && _entries[^1] == prompt) || prompt is "/exit" or "/quit" || SecretMask.Text(prompt) != prompt)
            return;
        _entries.Add(prompt);
        if (_entries.Count > Most)
            _entries.RemoveAt(0);
        _file?.Append(prompt);
    }

    /// <summary>The entry before the current one; <see langword="null"/> if there is none.</summary>
    /// <param name="draft">What is in the line, to come back to.</param>
    public string? Older(string draft)
    {
        var index = _index < 0 ? _entries.Count : _index;
        if (index == 0)
            return null;
        GoTo(index - 1, draft);
        return _entries[_index];
    }

    /// <summary>The entry after the current one, or after the last one the draft; <see langword="null"/> if the draft is in the line.</summary>
    public string? Newer()
    {
        if (_index < 0)
            return null;
        if (++_index < _entries.Count)
            return _entries[_index];
        var draft = _draft;
        Leave();
        return draft;
    }

    /// <summary>Goes to an entry.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="draft">What is in the line, to come back to.</param>
    public void GoTo(int index, string draft)
    {
        if (_index < 0)
            _draft = draft;
        _index = index;
    }

    /// <summary>Ends the way through the entries, as the line was sent or cleared.</summary>
    public void Leave() => (_index, _draft) = (-1, "");

    /// <summary>The index of the newest entry before another one that contains a text in any case; -1 if there is none.</summary>
    public int FindBefore(string part, int before)
    {
        var index = before - 1;
        while (index >= 0 && !_entries[index].Contains(part, StringComparison.OrdinalIgnoreCase))
            index--;
        return index;
    }
}
