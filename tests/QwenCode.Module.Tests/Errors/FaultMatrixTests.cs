namespace QwenCode.ModuleTests.Errors;

/// <summary>Each fault of the loopback server, streamed and not, alone and in a batch: id, kept text, attempts, and the end at the server.</summary>
public sealed class FaultMatrixTests(FaultMatrixRun run) : IClassFixture<FaultMatrixRun>
{
    private const string Whole = "You said: one two three";
    private const string Begun = "You said:";

    /// <summary>The result of each fault if the answer is not streamed, and if it is.</summary>
    internal static readonly IReadOnlyDictionary<string, (Outcome Plain, Outcome Streamed)> Faults = new Dictionary<string, (Outcome, Outcome)>
    {
        ["invalid-api-key"] = Both("InvalidApiKey"),
        ["forbidden"] = Both("PermissionDenied"),
        ["model-not-found"] = Both("ModelNotFound"),
        ["bad-request"] = Both("InvalidRequest"),
        ["context-too-long"] = Both("ContextTooLong"),
        ["content-blocked"] = Both("ContentFiltered"),
        ["payload-too-large"] = Both("ContextTooLong"),
        ["rate-limited"] = Both("RateLimited", tries: 2),
        ["quota-exceeded"] = Both("QuotaExceeded"),
        ["server-error"] = Both("ServiceUnavailable", tries: 2),
        ["bad-gateway"] = Both("ServiceUnavailable", tries: 2),
        ["unavailable"] = Both("ServiceUnavailable", tries: 2),
        ["hang"] = Both("RequestTimedOut"),
        ["reset"] = Both("ConnectionFailed", tries: 2),
        ["cut-body"] = (new("IncompleteAnswer", null), new("IncompleteAnswer", "You said: one")),
        ["html-page"] = Both("ProtocolViolation"),
        ["empty-body"] = Both("ProtocolViolation"),
        ["not-json"] = Both("ProtocolViolation"),
        ["error-in-ok"] = Both("ServiceUnavailable", tries: 2),
        ["no-choices"] = Both("ProtocolViolation"),
        ["null-choices"] = (new("ProtocolViolation", null), new("none", Whole)),
        ["empty-finish-reason"] = Both("none", Whole),
        ["unknown-finish-reason"] = Both("none", Whole),
        ["no-id-no-created"] = Both("none", Whole),
        ["created-as-string"] = Both("none", Whole),
        ["content-parts"] = Both("none", Whole),
        ["content-filter"] = Both("ContentFiltered", "You said: one"),
        ["length-stop"] = Both("none", "You said: one"),
        ["stream-cut"] = Streamed("IncompleteAnswer", Begun),
        ["stream-reset"] = Streamed("IncompleteAnswer", Begun),
        ["stream-stall"] = Streamed("RequestTimedOut", Begun),
        ["stream-error"] = Streamed("ServiceUnavailable", Begun),
        ["stream-json"] = Both("none", Whole),
        ["stream-html"] = Streamed("ProtocolViolation", null),
        ["stream-empty"] = Streamed("ProtocolViolation", null),
        ["stream-no-done"] = Both("none", Whole),
        ["stream-crlf-and-comments"] = Both("none", Whole),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [PwshTheory]
    [MemberData(nameof(Names))]
    public async Task A_fault_has_its_id_keeps_the_text_and_is_retried_as_often_as_expected(string fault)
    {
        foreach (var mode in FaultMatrixRun.Modes)
        {
            var expected = mode.EndsWith("stream", StringComparison.Ordinal) ? Faults[fault].Streamed : Faults[fault].Plain;

            var seen = await run.OfAsync(fault, mode);

            (mode, seen.Id, seen.Kept, seen.Attempts, seen.Requests).ShouldBe((mode, expected.Id, expected.Kept, expected.Tries, expected.Tries));
        }
    }

    [PwshTheory]
    [MemberData(nameof(Names))]
    public async Task The_target_is_the_item_and_of_a_single_request_the_text_received_so_far(string fault)
    {
        foreach (var mode in FaultMatrixRun.Modes)
        {
            var seen = await run.OfAsync(fault, mode);

            var isItem = mode is "batch" or "piped-stream";
            var expected = seen.Id == "none" ? null : isItem ? FaultMatrixRun.Prompt : seen.Kept ?? FaultMatrixRun.Prompt;
            (mode, seen.Target, seen.Count).ShouldBe((mode, expected, seen.Id == "none" ? 0 : 1));
        }
    }

    private static (Outcome Plain, Outcome Streamed) Both(string id, string? kept = null, int tries = 1) => (new(id, kept, tries), new(id, kept, tries));

    private static (Outcome Plain, Outcome Streamed) Streamed(string id, string? kept) => (new("none", Whole), new(id, kept));

    /// <summary>What a script sees.</summary>
    internal sealed record Outcome(string Id, string? Kept, int Tries = 1);
}
