namespace QwenCode.Chat;

/// <summary>Warnings about an answer that its text does not show.</summary>
internal static class AnswerWarnings
{
    private const string CallsReason = "tool_calls";
    private const string CallAsText = "<tool_call>";

    /// <summary>The warnings, a sentence or two each.</summary>
    public static IEnumerable<string> Of(ChatAnswer answer)
    {
        if (answer.Refusal is not null)
            yield return "The model refuses to answer. Its refusal is in the answer's Refusal property.";
        if (IsEmpty(answer))
            yield return $"The answer is empty{(string.IsNullOrEmpty(answer.Reasoning) ? "" : "; its reasoning is in the answer's Reasoning property")}. Send the prompt again, or use another model.";
        foreach (var warning in OfText(answer))
            yield return warning;
        if (!answer.HadTools && answer.ToolCalls.Count > 0)
            yield return "The answer has tool calls, which are not run. They are in the answer's ToolCalls property.";
        if (answer.OtherAnswers.Count > 0)
            yield return "The answer has further choices, which are not shown. They are in the answer's OtherChoices property.";
    }

    /// <summary>Those that do not name a property of the answer, for an error that has its text alone.</summary>
    public static IEnumerable<string> OfText(ChatAnswer answer)
    {
        if (answer.IsTruncated)
            yield return "The answer was truncated at its maximum number of tokens; -MaxTokens raises it, as far as the model allows.";
        if (HasLostCalls(answer))
            yield return "The answer is empty: the model called tools (finish reason tool_calls), but the response has no call that can be read. Send the prompt again, or use another model.";
        if (answer.ToolCalls.Any(call => call is { Status: ToolCallStatus.NotRun, Error: not null, Command: null }))
            yield return "The answer may be incomplete: the model wanted to call further tools when the maximum number of rounds was reached. -MaximumToolRounds raises it.";
        foreach (var denied in answer.ToolCalls.Where(call => call.Approval == ToolApproval.Unavailable).GroupBy(call => (call.Name, call.Error)))
            yield return $"Calls of the tool {denied.Key.Name} were denied: {denied.Key.Error}. -ApproveTool {denied.Key.Name} without -Confirm approves them beforehand; a command that requires confirmation also needs the fixed parameter Confirm = $false.";
        if (answer.HadTools && answer.ToolCalls.Count == 0 && answer.Text.Contains(CallAsText, StringComparison.Ordinal))
            yield return "The service returned a tool call as text, which is never run. Configure the service to parse tool calls; vLLM, for example, requires --enable-auto-tool-choice and --tool-call-parser.";
    }

    private static bool HasLostCalls(ChatAnswer answer) =>
        answer.FinishReason == CallsReason && answer.Text.Length == 0 && answer.Messages[^1] is { Role: not "tool", ToolCalls.Count: 0 };

    // What else a warning is about is the reason for it.
    private static bool IsEmpty(ChatAnswer answer) =>
        string.IsNullOrWhiteSpace(answer.Text) && !answer.IsTruncated && answer.Refusal is null && answer.ToolCalls.Count == 0 && !HasLostCalls(answer);
}
