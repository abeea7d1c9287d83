using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Finds the JSON in an answer that was asked for as JSON.</summary>
internal static class StructuredAnswer
{
    /// <summary>The JSON of the text: the whole of it, or what stands in its only fenced block.</summary>
    /// <exception cref="QwenRequestException">The text is no JSON (<c>ProtocolViolation</c>); it is in the exception's <c>PartialAnswer</c>.</exception>
    public static JsonElement Parse(ChatAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutFence(answer.Text));
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw QwenErrors.NotStructured(new ServiceFailure
            {
                Endpoint = answer.Provider,
                Model = answer.Model,
                Attempts = answer.Attempts,
                PartialAnswer = answer.Text,
                Cause = exception,
            });
        }
    }

    private static string WithoutFence(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal))
            return trimmed;
        var firstLine = trimmed.IndexOf('\n', StringComparison.Ordinal);
        return firstLine < 0 || firstLine > trimmed.Length - 3 ? trimmed : trimmed[(firstLine + 1)..^3];
    }
}
