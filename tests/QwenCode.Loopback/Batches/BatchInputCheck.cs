namespace QwenCode.Loopback;

/// <summary>Validates the input file of a job and finds its lines.</summary>
internal static class BatchInputCheck
{
    private const int MaximumErrors = 100;
    private const long MaximumTestBytes = 1024 * 1024;
    private const int MaximumTestLines = 100;

    public static void Run(BatchJob job, BatchFile? file, BatchRules rules)
    {
        if (file is null)
        {
            job.Errors = [new("file_not_found", $"The input file '{job.InputFileId}' does not exist.", Param: "input_file_id")];
            return;
        }

        var errors = new List<BatchError>();
        var offsets = new List<long> { 0 };
        using (var stream = file.OpenRead())
        {
            var scanner = new LineScanner(stream);
            var check = new BatchLineCheck(job.Endpoint, rules);
            while (errors.Count < MaximumErrors && scanner.TryRead(out var line))
            {
                if (line.Length > rules.MaximumLineBytes)
                    errors.Add(new("line_too_large", $"The line is larger than the maximum of {rules.MaximumLineBytes} bytes.", offsets.Count));
                else if (check.Check(line) is var (code, message, param))
                    errors.Add(new(code, message, offsets.Count, param));
                offsets.Add(scanner.Position);
            }
        }

        var lines = offsets.Count - 1;
        if (lines == 0)
            errors.Add(new("empty_file", "The input file is empty."));
        if (MaximumLines(job, rules) is var maximum && lines > maximum)
            errors.Add(new("too_many_tasks", $"The input file has more than {maximum} lines."));
        if (job.Endpoint == BatchRequestBody.Test && file.Length > MaximumTestBytes)
            errors.Add(new("file_too_large", $"A file for '{BatchRequestBody.Test}' can have at most {MaximumTestBytes} bytes."));
        job.Errors = errors;
        job.Counts = errors.Count == 0 ? new(lines, 0, 0) : default;
        job.LineOffsets = [.. offsets];
    }

    private static int MaximumLines(BatchJob job, BatchRules rules) =>
        job.Endpoint == BatchRequestBody.Test ? Math.Min(MaximumTestLines, rules.MaximumLines) : rules.MaximumLines;
}
