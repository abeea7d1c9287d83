using QwenCode.Showing;

namespace QwenCode.Batches;

/// <summary>Requests for which files of results have several lines, of which only one is used: all lines are counted, and the first requests listed.</summary>
internal sealed class RepeatedResults
{
    // Two files with the same results have one for each request.
    private const int MostListed = 10;
    private const int MostId = 60;

    private readonly List<Request> _listed = [];

    /// <summary>Number of lines that are not used.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a line for a request that already has one.</summary>
    /// <param name="id">The <c>custom_id</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="number">The number of the line, from 1.</param>
    public void Add(string id, string path, long number)
    {
        Count++;
        if (_listed.Find(request => request.Id == id) is { } listed)
            listed.Lines++;
        else if (_listed.Count < MostListed)
            _listed.Add(new Request(id, path, number));
    }

    /// <summary>Adds the lines of other requests.</summary>
    public void Add(RepeatedResults others)
    {
        Count += others.Count;
        _listed.AddRange(others._listed.Take(MostListed - _listed.Count));
    }

    /// <summary>What a user is told: a sentence for each of the first requests, and one for the others.</summary>
    /// <param name="what">What has the lines, in words.</param>
    public IEnumerable<string> Warnings(string what)
    {
        foreach (var request in _listed)
            yield return $"{what} have {request.Lines} results for the request '{ForeignText.OneLine(request.Id, MostId)}', one of them in line {request.Number} of {request.Path}. Only the first answer among them is used, or the first error if there is no answer.";
        if (Count - _listed.Sum(request => request.Lines - 1) is > 0 and var others)
            yield return $"{what} have {others} further {(others == 1 ? "result for a request that has another" : "results for requests that have another")}.";
    }

    private sealed class Request(string id, string path, long number)
    {
        public string Id { get; } = id;

        public string Path { get; } = path;

        public long Number { get; } = number;

        public int Lines { get; set; } = 2;
    }
}
