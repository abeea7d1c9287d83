using QwenCode.Batches;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Ledgers for tests.</summary>
internal static class Ledgers
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, 123, TimeSpan.FromHours(8));

    /// <summary>A ledger with each member that must be set.</summary>
    public static BatchLedger Bare => new()
    {
        Id = "0123456789ab",
        Name = "name",
        Provider = "Custom",
        Account = new BatchAccount("http://localhost/v1", "00ff00ff00"),
        Model = "m",
        Endpoint = "/v1/chat/completions",
        CompletionWindow = "24h",
        CreatedAt = Noon,
    };

    /// <summary>A ledger with each member that can be set.</summary>
    public static BatchLedger Full => Bare with
    {
        Schema = """{"type":"object","title":"ä 中 👍 \" \\ </script>"}""",
        IsSealed = true,
        ReceivedAt = Noon.AddDays(1),
        Usage = new TokenUsage(1, 2, 3, 4, 5),
        Jobs = [FullEntry(1), FullEntry(2)],
    };

    /// <summary>A batch whose jobs have these states.</summary>
    public static BatchLedger Of(params string?[] statuses) => Bare with
    {
        IsSealed = true,
        Jobs = [.. statuses.Select((status, index) => new JobEntry(index + 1, 10, "hash") { Job = status is null ? null : new ServiceJob { Id = $"batch-{index}", Status = status } })],
    };

    private static JobEntry FullEntry(int number) => new(number, 50_000, $"hash-{number}")
    {
        FileId = $"file-{number}",
        CreatingAt = Noon.AddMinutes(1),
        Job = new ServiceJob
        {
            Id = $"batch-{number}",
            Status = "completed",
            OutputFileId = "file-output",
            ErrorFileId = "file-errors",
            Completed = 49_998,
            Failed = 2,
            CreatedAt = Noon.AddMinutes(2),
            EndedAt = Noon.AddMinutes(3),
            ExpiresAt = Noon.AddMinutes(4),
            Errors = ["one", "two \u0001 中"],
            Usage = new TokenUsage(6, 7, 13, null, null),
        },
    };
}
