namespace QwenCode.Loopback;

/// <summary>Limits and peculiarities of a provider's batch service.</summary>
public sealed record BatchRules
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>50,000 lines and 200 MB a file, 24 hours.</summary>
    public static BatchRules OpenAI { get; } = new();

    /// <summary>50,000 lines, 500 MB a file and 6 MB a line, 24 hours to 14 days; one thinking mode a file, a free model for
    /// tests, lists with filters. Failed lines are in the output file and are not counted, times that are not set are <c>""</c>.</summary>
    public static BatchRules DashScope { get; } = new()
    {
        MaximumFileBytes = 500 * Megabyte,
        LargeFileStatus = 400,
        MaximumLineBytes = 6 * (int)Megabyte,
        ChecksThinkingMode = true,
        EmptyTimesAsText = true,
        FailedLinesInOutput = true,
        CountsFailedLines = false,
        MaximumWindow = TimeSpan.FromDays(14),
        WindowInDays = true,
        HasTestModel = true,
        NamesJobs = true,
        ExpiresOutput = false,
        ListPeriod = TimeSpan.FromDays(30),
        InputIdPrefix = "file-batch-",
        OutputIdPrefix = "file-batch_output-",
        ErrorIdPrefix = "file-batch_error-",
    };

    /// <summary>100,000 lines and 200 MB a file, 24 hours; an uploaded file is <c>pending</c> at first.</summary>
    public static BatchRules Azure { get; } = new() { MaximumLines = 100_000, PendingFilePolls = 2 };

    /// <summary>Maximum number of lines of an input file.</summary>
    public int MaximumLines { get; init; } = 50_000;

    /// <summary>Maximum number of bytes of an uploaded file.</summary>
    public long MaximumFileBytes { get; init; } = 200 * Megabyte;

    /// <summary>The HTTP status of the response to a larger one.</summary>
    public int LargeFileStatus { get; init; } = 413;

    /// <summary>Maximum number of bytes of a line; <see cref="int.MaxValue"/> for no limit.</summary>
    public int MaximumLineBytes { get; init; } = int.MaxValue;

    /// <summary>Whether <c>enable_thinking</c> must be the same in all lines of a file.</summary>
    public bool ChecksThinkingMode { get; init; }

    /// <summary>Whether times that are not set are <c>""</c> instead of null.</summary>
    public bool EmptyTimesAsText { get; init; }

    /// <summary>Whether failed lines are in the output file instead of the error file.</summary>
    public bool FailedLinesInOutput { get; init; }

    /// <summary>Whether <c>request_counts.failed</c> counts failed lines; if not, they count as completed.</summary>
    public bool CountsFailedLines { get; init; } = true;

    /// <summary>How often a GET of an uploaded file shows <c>pending</c> before <c>processed</c>; until then no batch can use it.</summary>
    public int PendingFilePolls { get; init; }

    /// <summary>The longest completion window; 24 hours is the shortest.</summary>
    public TimeSpan MaximumWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether the completion window can be specified in days (<c>14d</c>), too.</summary>
    public bool WindowInDays { get; init; }

    /// <summary>Whether there is the endpoint <c>/v1/chat/ds-test</c> for the model <c>batch-test-model</c>.</summary>
    public bool HasTestModel { get; init; }

    /// <summary>Whether the metadata <c>ds_name</c> and <c>ds_description</c> name a job, and lists can be filtered.</summary>
    public bool NamesJobs { get; init; }

    /// <summary>Whether a job takes <c>output_expires_after</c>.</summary>
    public bool ExpiresOutput { get; init; } = true;

    /// <summary>The age of the oldest jobs that a list shows; null for any.</summary>
    public TimeSpan? ListPeriod { get; init; }

    /// <summary>How ids of uploaded files begin.</summary>
    public string InputIdPrefix { get; init; } = "file-";

    /// <summary>How ids of output files begin.</summary>
    public string OutputIdPrefix { get; init; } = "file-";

    /// <summary>How ids of error files begin.</summary>
    public string ErrorIdPrefix { get; init; } = "file-";
}
