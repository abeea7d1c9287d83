namespace QwenCode.Batches;

/// <summary>The lines of files of results that are not results of the requests: all are counted, and the first ones listed.</summary>
internal sealed class UnusableLines
{
    // A file of another batch has one for each of its requests.
    private const int MostListed = 100;

    private readonly List<UnusableLine> _listed = [];

    /// <summary>Number of lines.</summary>
    public int Count { get; private set; }

    /// <summary>The first lines.</summary>
    public IReadOnlyList<UnusableLine> Listed => _listed;

    /// <summary>Adds a line.</summary>
    public void Add(UnusableLine line)
    {
        Count++;
        if (_listed.Count < MostListed)
            _listed.Add(line);
    }

    /// <summary>Adds the lines of others.</summary>
    public void Add(UnusableLines others)
    {
        Count += others.Count;
        _listed.AddRange(others._listed.Take(MostListed - _listed.Count));
    }
}
