using System.Globalization;

namespace QwenCode.Catalogue;

/// <summary>What a service's batches allow.</summary>
/// <param name="MaximumLines">Maximum number of lines of a file.</param>
/// <param name="MaximumFileBytes">Maximum size of a file.</param>
internal sealed record BatchRules(int MaximumLines, long MaximumFileBytes)
{
    /// <summary>The endpoint of chat requests.</summary>
    public const string ChatEndpoint = "/v1/chat/completions";

    private const int Megabyte = 1_000_000;
    private const int ShortestWindow = 24;

    /// <summary>The rules of OpenAI, and of services that imitate it.</summary>
    public static readonly BatchRules OpenAI = new(50_000, 200L * Megabyte);

    /// <summary>The rules of DashScope.</summary>
    public static readonly BatchRules DashScope = new(50_000, 500L * Megabyte)
    {
        MaximumLineBytes = 6 * Megabyte,
        MaximumWindowHours = 336,
        NameKey = "ds_name",
        IdKey = "ds_description",
        FiltersByInputFile = true,
        PollInterval = TimeSpan.FromMinutes(1),
        TestModel = "batch-test-model",
        TestEndpoint = "/v1/chat/ds-test",
    };

    /// <summary>The rules of Azure OpenAI.</summary>
    public static readonly BatchRules Azure = new(100_000, 200L * Megabyte) { ProcessesFiles = true };

    /// <summary>Maximum size of a line.</summary>
    public int MaximumLineBytes { get; init; } = 16 * Megabyte;

    /// <summary>The largest line that fits into a file, in bytes.</summary>
    public int LargestLine => (int)Math.Min(MaximumLineBytes, MaximumFileBytes);

    /// <summary>The longest completion window in hours; the shortest is 24 hours.</summary>
    public int MaximumWindowHours { get; init; } = ShortestWindow;

    /// <summary>The price of a token in a batch, as a fraction of its usual price.</summary>
    public decimal PriceFactor { get; init; } = 0.5m;

    /// <summary>The metadata key for the name of a batch.</summary>
    public string NameKey { get; init; } = "name";

    /// <summary>The metadata key for the module's id of a job.</summary>
    public string IdKey { get; init; } = "qwencode_id";

    /// <summary>Whether the list of jobs can be filtered by input file.</summary>
    public bool FiltersByInputFile { get; init; }

    /// <summary>Whether a file has to be processed by the service before a job can use it.</summary>
    public bool ProcessesFiles { get; init; }

    /// <summary>Minimum interval between two requests for the state of a job, after the first two; <see langword="null"/> if the service sets none.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>A model without costs that checks batches and has an endpoint of its own; empty if there is none.</summary>
    public string TestModel { get; init; } = "";

    /// <summary>The endpoint of <see cref="TestModel"/>.</summary>
    public string TestEndpoint { get; init; } = "";

    /// <summary>The completion windows that are allowed, in words.</summary>
    public string Windows => MaximumWindowHours == ShortestWindow ? "24h" : $"24h to {MaximumWindowHours}h, or 1d to {MaximumWindowHours / 24}d";

    /// <summary>The endpoint for a model's lines.</summary>
    public string EndpointOf(string model) => model == TestModel && TestModel.Length > 0 ? TestEndpoint : ChatEndpoint;

    /// <summary>Whether a completion window is allowed.</summary>
    /// <param name="window">Hours or days, such as <c>24h</c> or <c>14d</c>.</param>
    public bool Allows(string window)
    {
        if (window.Length < 2 || !int.TryParse(window.AsSpan(0, window.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        return window[^1] switch
        {
            'h' => number >= ShortestWindow && number <= MaximumWindowHours,
            'd' => MaximumWindowHours > ShortestWindow && number >= 1 && number <= MaximumWindowHours / 24,
            _ => false,
        };
    }
}
