using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>The results of a batch that has ended, in the order of its inputs, from the files on this machine. Memory holds one line of each file.</summary>
/// <param name="folder">The folder.</param>
/// <param name="ledger">What is known of it.</param>
/// <param name="source">What the results are of.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchResults(BatchFolder folder, BatchLedger ledger, ResultSource source, TimeProvider time)
{
    private const string FewerLines = "it has fewer lines than the batch";

    /// <summary>The lines that have been read and are for none of the requests, or cannot be read.</summary>
    public UnusableLines Unusable { get; } = new();

    /// <summary>The lines that have been read and are for requests that have another.</summary>
    public RepeatedResults Repeated { get; } = new();

    /// <summary>The jobs that the service rejected as a whole, with the number of their requests.</summary>
    public IEnumerable<QwenException> Rejected =>
        from entry in ledger.Jobs
        where IsRejected(entry)
        select QwenErrors.BatchJobFailed(ledger.Name, entry.Job!.Id, entry.Lines, string.Join("; ", entry.Job.Errors));

    /// <summary>The results of all jobs but those that the service rejected as a whole.</summary>
    /// <param name="keepsBodies">Whether the bodies of the requests are wanted.</param>
    /// <exception cref="QwenException">A file cannot be read (<c>BatchFileInvalid</c>).</exception>
    public IEnumerable<BatchResult> Read(bool keepsBodies)
    {
        var reader = new ResultReader(source, time);
        var first = 1L;
        foreach (var entry in ledger.Jobs)
        {
            if (!IsRejected(entry) || keepsBodies)
            {
                foreach (var result in Read(entry, first, reader, keepsBodies))
                    yield return result;
            }

            first += entry.Lines;
        }
    }

    // A job that failed after it had results is not rejected as a whole.
    private static bool IsRejected(JobEntry entry) => entry.Job!.State == BatchState.Failed && entry.Job.OutputFileId is null && entry.Job.ErrorFileId is null;

    private IEnumerable<BatchResult> Read(JobEntry entry, long first, ResultReader reader, bool keepsBodies)
    {
        using var requests = BatchFile.Open(folder.Requests(entry.Number));

        // The index takes memory for each request, so the number in a ledger that may be damaged is checked.
        if (entry.Lines > requests.Length)
            throw QwenErrors.BatchFileInvalid(requests.Name, FewerLines);
        using var index = new ResultIndex(entry.Lines, id => RequestNumber.Of(id) - first is >= 0 and <= int.MaxValue and var at ? (int)at : -1);
        using var inputs = BatchFile.Open(folder.Inputs(entry.Number));
        Reading(entry, () =>
        {
            foreach (var file in new[] { folder.Output(entry.Number), folder.Errors(entry.Number) }.Where(File.Exists))
                index.Add(file);
            Unusable.Add(index.Unusable);
            Repeated.Add(index.Repeated);
            reader.HasUnusableLines = index.Unusable.Count > 0;
            return index;
        });
        var (requestLines, inputLines) = (new LineReader(requests, ResultFiles.BufferSize), new LineReader(inputs, ResultFiles.BufferSize));
        for (var i = 0; i < entry.Lines; i++)
        {
            var position = i;
            yield return Reading(entry, () =>
            {
                var request = requestLines.Next(InputLimits.Line) ?? throw new UnusableFileException(FewerLines);
                var input = inputLines.Next(InputLimits.Line) ?? throw new UnusableFileException(FewerLines);
                return ResultOf(index.Find(position), request, input.ToArray(), reader, keepsBodies);
            });
        }
    }

    /// <summary>The result of a request.</summary>
    /// <exception cref="IOException">The request is not JSON.</exception>
    public static BatchResult ResultOf(ResultLine? line, ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> input, ResultReader reader, bool keepsBodies)
    {
        // The lines are valid until the next ones are read.
        var kept = request.ToArray();
        var body = keepsBodies ? BodyOf(kept) : default;
        try
        {
            return new BatchResult(reader.Read(line, () => RequestLine.ConversationOf(kept)), null, input, body);
        }
        catch (QwenException exception)
        {
            return new BatchResult(null, exception, input, body);
        }
    }

    private static ReadOnlyMemory<byte> BodyOf(ReadOnlyMemory<byte> request)
    {
        try
        {
            return RequestLine.BodyOf(request);
        }
        catch (JsonException exception)
        {
            throw new UnusableFileException("a line of it is not JSON", exception);
        }
    }

    private T Reading<T>(JobEntry entry, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw BatchFile.Failure($"A file of job {entry.Number} in {folder.Path}", exception);
        }
    }
}
