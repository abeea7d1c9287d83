using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>
/// Results in files that a service or another engine wrote. With the file of the requests they come in its order; without it by the numbers that
/// <c>Start-QwenBatch</c> gives to requests, and then the others in the order of the files.
/// </summary>
/// <param name="paths">The files of results.</param>
/// <param name="requestPath">The file of the requests; <see langword="null"/> if there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class FileResults(IReadOnlyList<string> paths, string? requestPath, TimeProvider time)
{
    private const string Provider = "Batch";

    private static readonly byte[] NoRequest = "{}"u8.ToArray();

    /// <summary>The lines that have been read and cannot be used; without a file of requests, those that cannot be read.</summary>
    public UnusableLines Unusable { get; } = new();

    /// <summary>The lines that have been read and are for requests that have another; without a file of requests none, since each line is a result of its own.</summary>
    public RepeatedResults Repeated { get; } = new();

    /// <summary>The results.</summary>
    /// <exception cref="QwenException">A file cannot be read (<c>BatchFileInvalid</c>).</exception>
    public IEnumerable<BatchResult> Read() => requestPath is null ? ReadAlone() : ReadWithRequests(requestPath);

    private IEnumerable<BatchResult> ReadWithRequests(string path)
    {
        if (paths.FirstOrDefault(results => RealPath.Of(results) == RealPath.Of(path)) is { } same)
            throw QwenErrors.ResultsInvalid(same, "it is the file of the requests, -RequestPath");
        var ids = Reading(path, () => RequestIds.Of(path));
        if (ids.Count == 0)
            throw QwenErrors.ResultsInvalid(path, "it has no requests");
        using var index = new ResultIndex(ids.Count, ids.IndexOf);
        foreach (var results in paths)
            Reading(results, () => index.Add(results));
        if (!index.HasAny && index.Unusable.Count > 0)
            throw QwenErrors.ResultsInvalid(paths[0], $"{(paths.Count == 1 ? "it has no result for" : "neither it nor the other files have a result for")} a request in {path}");
        Unusable.Add(index.Unusable);
        Repeated.Add(index.Repeated);
        using var requests = Reading(path, () => FileReader.OpenRegular(path, ResultFiles.LargestFile, FileAccess.Read));
        var lines = new LineReader(requests, ResultFiles.BufferSize);
        for (var i = 0; i < ids.Count; i++)
        {
            var position = i;
            yield return Reading(path, () =>
            {
                var request = RequestIds.Next(lines) ?? throw new UnusableFileException("it was changed while it was read");
                var (model, input) = FactsOf(request);
                return BatchResults.ResultOf(index.Find(position), request, input, ReaderOf(model, Unusable.Count > 0), keepsBodies: false);
            });
        }
    }

    // The sort is stable: lines without a number keep their order, after the others.
    private IEnumerable<BatchResult> ReadAlone()
    {
        using var files = new ResultFiles();
        var found = new List<(long Number, LinePosition Position)>();
        foreach (var path in paths)
        {
            var before = found.Count;
            var unusable = new UnusableLines();
            Reading(path, () =>
            {
                files.Add(path, (line, position, number) =>
                {
                    if (line is null)
                        unusable.Add(new UnusableLine(path, number, IsReadable: false));
                    else
                        found.Add((NumberOf(line, number), position));
                });
                if (found.Count == before && unusable.Count > 0)
                    throw new UnusableFileException($"its line {unusable.Listed[0].Number} is not a result");
            });
            Unusable.Add(unusable);
        }

        // The service writes no line to one of several files if no request has failed, or all have.
        if (found.Count == 0)
            throw QwenErrors.ResultsInvalid(paths[0], paths.Count == 1 ? "it has no results" : "neither it nor the other files have results");
        var reader = ReaderOf("");
        foreach (var (_, position) in found.OrderBy(result => result.Number))
        {
            yield return Reading(paths[position.File - 1], () =>
            {
                var line = files.Read(position);
                return BatchResults.ResultOf(line, NoRequest, JsonSerializer.SerializeToUtf8Bytes(line?.CustomId ?? ""), reader, keepsBodies: false);
            });
        }
    }

    private ResultReader ReaderOf(string model, bool hasUnusableLines = false) => new(new ResultSource(paths[0], Provider, model, null), time) { HasUnusableLines = hasUnusableLines };

    private static long NumberOf(ResultLine line, long lineNumber)
    {
        if (line.IsRequest)
            throw new UnusableFileException($"its line {lineNumber} is a request and not a result");
        return RequestNumber.Of(line.CustomId) is >= 0 and var number ? number : long.MaxValue;
    }

    // The last message is the input.
    private static (string Model, ReadOnlyMemory<byte> Input) FactsOf(ReadOnlyMemory<byte> request)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonRepair.Repair(RequestLine.BodyOf(request)));
            var body = document.RootElement;
            var model = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("model", out var named) && named.ValueKind == JsonValueKind.String ? JsonStrings.TryRead(named) : null;
            var input = RequestLine.ConversationOf(request) is { Messages: [.., var last] } ? last.Text : "";
            return (model ?? "", JsonSerializer.SerializeToUtf8Bytes(input));
        }
        catch (JsonException exception)
        {
            throw new UnusableFileException("a line of it is not a request", exception);
        }
    }

    private static void Reading(string path, Action read) => Reading(path, () =>
    {
        read();
        return true;
    });

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (exception is FileNotFoundException or DirectoryNotFoundException)
                throw QwenErrors.ResultsInvalid(path, "it does not exist");
            var reason = UnusableFileException.From(exception);
            throw QwenErrors.ResultsInvalid(path, reason.Message, reason.IsOfSystem ? QwenErrors.CheckPermissions : null);
        }
    }
}
