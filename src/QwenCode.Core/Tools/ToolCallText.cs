using QwenCode.Showing;

namespace QwenCode.Tools;

/// <summary>What became of a tool call, in words for a person.</summary>
internal static class ToolCallText
{
    private const int LongestName = 80;

    /// <summary>One line.</summary>
    public static string Of(ToolCallRecord call)
    {
        var name = ForeignText.OneLine(call.Name, LongestName);
        return call.Status switch
        {
            ToolCallStatus.Completed => $"{name}: completed in {InSeconds.Elapsed(call.Elapsed)}; {call.ResultLength:N0} characters for the model{(call.IsTruncated ? ", truncated" : "")}.",
            ToolCallStatus.Failed => $"{name}: failed. {ForeignText.OneLine(call.Error)}",
            ToolCallStatus.TimedOut => $"{name}: stopped after {InSeconds.Elapsed(call.Elapsed)}.",
            _ => $"{name}: not run, {ForeignText.OneLine(call.Error)}.",
        };
    }
}
