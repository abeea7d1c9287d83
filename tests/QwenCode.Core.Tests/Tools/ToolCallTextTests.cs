using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>What became of a call, as a person reads it.</summary>
public sealed class ToolCallTextTests
{
    [Theory]
    [InlineData(ToolCallStatus.Completed, false, "Get-One: completed in 8 s; 12,345 characters for the model.")]
    [InlineData(ToolCallStatus.Completed, true, "Get-One: completed in 8 s; 12,345 characters for the model, truncated.")]
    [InlineData(ToolCallStatus.Failed, false, "Get-One: failed. it broke")]
    [InlineData(ToolCallStatus.TimedOut, false, "Get-One: stopped after 8 s.")]
    [InlineData(ToolCallStatus.Denied, false, "Get-One: not run, it broke.")]
    [InlineData(ToolCallStatus.UnknownTool, false, "Get-One: not run, it broke.")]
    public void It_is_one_line(ToolCallStatus status, bool isTruncated, string text) =>
        ToolCallText.Of(Record("Get-One", "it broke", status, isTruncated)).ShouldBe(text);

    [Theory]
    [InlineData(0, "Get-One: completed in 8 s; no output.")]
    [InlineData(1, "Get-One: completed in 8 s; 1 character for the model.")]
    [InlineData(2, "Get-One: completed in 8 s; 2 characters for the model.")]
    public void The_length_of_a_result_reads_as_a_sentence(int length, string text) =>
        ToolCallText.Of(Record("Get-One", null, ToolCallStatus.Completed, length: length)).ShouldBe(text);

    [Theory]
    [InlineData(ToolCallStatus.NotRun, null, "Get-One: not run, no tool has that name.")]
    [InlineData(ToolCallStatus.NotRun, "the maximum of 3 rounds is reached. Answer with what you have.", "Get-One: not run, the maximum of 3 rounds is reached. Answer with what you have.")]
    [InlineData(ToolCallStatus.InvalidArguments, "The parameter 'A' cannot be 1: no", "Get-One: not run. The parameter 'A' cannot be 1: no.")]
    [InlineData(ToolCallStatus.InvalidArguments, "Required, but not specified: A.", "Get-One: not run. Required, but not specified: A.")]
    [InlineData(ToolCallStatus.Canceled, "it was canceled while it ran", "Get-One: it was canceled while it ran.")]
    [InlineData(ToolCallStatus.Canceled, "it was canceled before it ran", "Get-One: it was canceled before it ran.")]
    public void The_reason_of_a_call_that_is_not_run_is_never_empty_and_reads_as_a_sentence(ToolCallStatus status, string? error, string text) =>
        ToolCallText.Of(Record("Get-One", error, status)).ShouldBe(text);

    [Fact]
    public void Names_and_errors_of_a_model_are_harmless_and_short()
    {
        var text = ToolCallText.Of(Record($"Get\u001b[31m\n{new string('x', 500)}", "a\u001b]0;b\u0007\nc", ToolCallStatus.Failed));

        text.ShouldAllBe(c => !char.IsControl(c));
        text.Length.ShouldBeLessThan(200);
    }

    private static ToolCallRecord Record(string name, string? error, ToolCallStatus status, bool isTruncated = false, int length = 12_345) =>
        new(new ChatToolCall("1", name, "{}")) { Status = status, IsTruncated = isTruncated, Elapsed = TimeSpan.FromSeconds(8.4), ResultLength = length, Error = error };
}
