namespace QwenCode.Chat;

/// <summary>Warnings about an answer that its text does not show.</summary>
internal static class AnswerWarnings
{
    /// <summary>The warnings, a sentence or two each.</summary>
    public static IEnumerable<string> Of(ChatAnswer answer)
    {
        if (answer.FinishReason == "length")
            yield return "The answer was truncated at its maximum number of tokens; -MaxTokens raises it, as far as the model allows.";
        if (answer.Refusal is not null)
            yield return "The model refuses to answer. Its refusal is in the answer's Refusal property.";
        if (answer.ToolCalls.Count > 0)
            yield return "The answer has tool calls, which are not run. They are in the answer's ToolCalls property.";
        if (answer.OtherChoices.Count > 0)
            yield return "The answer has further choices, which are not shown. They are in the answer's OtherChoices property.";
    }
}
