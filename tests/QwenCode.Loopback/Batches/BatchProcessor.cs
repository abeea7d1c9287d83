namespace QwenCode.Loopback;

/// <summary>Writes the output and the error file of a job that has ended.</summary>
internal sealed class BatchProcessor(LoopbackOptions options, BatchAuthority authority)
{
    private const int BufferSize = 128 * 1024;

    public void Run(BatchJob job, string end)
    {
        var input = authority.Files.First(file => file.Id == job.InputFileId);
        var order = Order(job, job.LineOffsets!.Length - 1);
        var finished = end == BatchStatus.Completed ? order.Length : Math.Min(order.Length, job.Script.FinishedLines ?? order.Length / 2);
        var completed = 0;

        var output = new ResultFile(authority.Store.NewPath());
        var errors = new ResultFile(authority.Store.NewPath());
        using (output)
        using (errors)
        using (var lines = new BatchInputLines(input, job.LineOffsets!))
        {
            using var writer = new BatchResultWriter(options, authority.Rules, job, output.Stream, errors.Stream);
            for (var i = 0; i < order.Length; i++)
            {
                var line = lines.Read(order[i]);
                if (i >= finished)
                    writer.WriteUnfinished(line, end);
                else if (writer.Write(line, job.Script.Line(line)) || !authority.Rules.CountsFailedLines)
                    completed++;
            }
        }

        job.OutputFileId = Keep(job, output, authority.Rules.OutputIdPrefix, "output");
        job.ErrorFileId = Keep(job, errors, authority.Rules.ErrorIdPrefix, "error");
        job.Counts = new(order.Length, completed, authority.Rules.CountsFailedLines ? order.Length - completed : 0);
    }

    private int[] Order(BatchJob job, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
#pragma warning disable CA5394 // It shuffles lines.
        if (!job.Script.InOrder)
            new Random(options.Seed + job.Number).Shuffle(order);
#pragma warning restore CA5394
        return order;
    }

    private string? Keep(BatchJob job, ResultFile file, string prefix, string kind)
    {
        if (file.Length == 0)
        {
            File.Delete(file.Path);
            return null;
        }

        var now = options.TimeProvider.GetUtcNow();
        var id = prefix + Guid.NewGuid().ToString("N");
        authority.Store.Add(new BatchFile(file.Path)
        {
            Id = id,
            Name = $"{job.Id}_{kind}.jsonl",
            Purpose = BatchFileStore.OutputPurpose,
            Owner = job.Owner,
            Length = file.Length,
            CreatedAt = now,
            ExpiresAt = now + job.OutputLifetime,
        });
        return id;
    }

    private sealed class ResultFile(string path) : IDisposable
    {
        public string Path => path;

        public FileStream Stream { get; } = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);

        public long Length { get; private set; }

        public void Dispose()
        {
            Length = Stream.Length;
            Stream.Dispose();
        }
    }
}
