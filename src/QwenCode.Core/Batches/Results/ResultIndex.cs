using System.Buffers;

namespace QwenCode.Batches;

/// <summary>Finds the result of each request in files of results: a position for each, so that files of any size take little memory.</summary>
/// <param name="count">Number of requests.</param>
/// <param name="indexOf">The index of the request with a <c>custom_id</c>, from 0; -1 if there is none.</param>
internal sealed class ResultIndex(int count, Func<string, int> indexOf) : IDisposable
{
    private readonly LinePosition[] _found = Rent(count);
    private readonly ResultFiles _files = new();

    /// <summary>Whether a line belongs to one of the requests.</summary>
    public bool HasAny { get; private set; }

    /// <summary>The lines that belong to none of the requests, or cannot be read.</summary>
    public UnusableLines Unusable { get; } = new();

    /// <summary>The lines for requests that have another.</summary>
    public RepeatedResults Repeated { get; } = new();

    /// <summary>Adds the lines of a file. Of several for the same request, the first that succeeded counts, else the first.</summary>
    /// <inheritdoc cref="ResultFiles.Add"/>
    public void Add(string path) => _files.Add(path, (line, position, number) => Add(path, line, position, number));

    /// <summary>The line of a request; <see langword="null"/> if there is none. It is valid until the next call.</summary>
    /// <param name="index">The index of the request.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ResultLine? Find(int index) => _found[index] is { File: > 0 } position ? _files.Read(position) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.Dispose();
        ArrayPool<LinePosition>.Shared.Return(_found);
    }

    // Pooled, since a batch needs a large one for each job, one after the other.
    private static LinePosition[] Rent(int count)
    {
        var found = ArrayPool<LinePosition>.Shared.Rent(count);
        Array.Clear(found, 0, count);
        return found;
    }

    private void Add(string path, ResultLine? line, LinePosition position, long number)
    {
        if (line?.CustomId is not { } id || indexOf(id) is not (>= 0 and var index) || index >= count)
        {
            Unusable.Add(new UnusableLine(path, number, line is not null));
            return;
        }

        HasAny = true;
        ref var known = ref _found[index];
        if (known.File > 0)
            Repeated.Add(id, path, number);
        if (known.File == 0 || (!known.IsSuccess && position.IsSuccess))
            known = position;
    }
}
