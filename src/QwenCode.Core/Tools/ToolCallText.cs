using QwenCode.Showing;

namespace QwenCode.Tools;

/// <summary>What became of a tool call, in words for a person.</summary>
internal static class ToolCallText
{
    private const int LongestName = 80;

    // A call without a reason was never looked up: no tool was offered.
    private const string NoReason = "no tool has that name";

    /// <summary>One line.</summary>
    public static string Of(ToolCallRecord call)
    {
        var name = ForeignText.OneLine(call.Name, LongestName);
        return call.Status switch
        {
            ToolCallStatus.Completed => $"{name}: completed in {InSeconds.Elapsed(call.Elapsed)}; {Length(call.ResultLength)}{(call.IsTruncated ? ", truncated" : "")}.",
            ToolCallStatus.Failed => $"{name}: failed. {ForeignText.OneLine(call.Error)}",
            ToolCallStatus.TimedOut => $"{name}: stopped after {InSeconds.Elapsed(call.Elapsed)}.",
            ToolCallStatus.InvalidArguments => $"{name}: not run. {Reason(call)}",
            ToolCallStatus.Canceled => $"{name}: {Reason(call)}",
            _ => $"{name}: not run, {Reason(call)}",
        };
    }

    private static string Length(int characters) => characters switch
    {
        0 => "no output",
        1 => "1 character for the model",
        _ => $"{characters:N0} characters for the model",
    };

    // Some reasons are sentences already.
    private static string Reason(ToolCallRecord call) => $"{ForeignText.OneLine(call.Error ?? NoReason).TrimEnd('.')}.";
}
