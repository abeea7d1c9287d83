namespace QwenCode.Configuration;

/// <summary>Warnings about a settings file, which can have one for each of very many members: the first ones, and the number of the others.</summary>
internal sealed class WarningList
{
    private const int Most = 20;

    private readonly List<string> _first = [];
    private int _others;

    /// <summary>Adds a warning, a sentence.</summary>
    public void Add(string warning)
    {
        if (_first.Count < Most)
            _first.Add(warning);
        else
            _others++;
    }

    /// <summary>The warnings.</summary>
    public IReadOnlyList<string> All => _others == 0 ? _first : [.. _first, $"{_others} more warnings of this kind are not shown."];
}
