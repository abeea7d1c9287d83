namespace QwenCode.Console;

/// <summary>A search in the history while it is typed, from the newest entry backwards.</summary>
/// <param name="history">The history.</param>
internal sealed class HistorySearch(PromptHistory history)
{
    /// <summary>What is searched.</summary>
    public string Part { get; private set; } = "";

    /// <summary>The index of the entry that was found; -1 before any was.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>Whether the history has an entry with the part.</summary>
    public bool IsFound { get; private set; }

    /// <summary>The entry; <see langword="null"/> before any was found.</summary>
    public string? Entry => Index < 0 ? null : history.Entries[Index];

    /// <summary>The position of the part in the entry, or of its end.</summary>
    public int Position => Entry is not { } entry ? 0 : entry.IndexOf(Part, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : entry.Length;

    /// <summary>Adds to the part.</summary>
    public void Add(string text)
    {
        Part += Graphemes.Clean(text);
        Find(Index < 0 ? history.Entries.Count : Index + 1);
    }

    /// <summary>Removes the last character of the part, and searches from the newest entry.</summary>
    public void RemoveLast()
    {
        Part = Part[..Graphemes.Previous(Part, Part.Length)];
        Find(history.Entries.Count);
    }

    /// <summary>Goes to the next older entry.</summary>
    public void Older() => Find(Index < 0 ? history.Entries.Count : Index);

    private void Find(int before)
    {
        IsFound = Part.Length > 0 && history.FindBefore(Part, before) is var found && found >= 0 && (Index = found) >= 0;
        if (Part.Length == 0)
            Index = -1;
    }
}
