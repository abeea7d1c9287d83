using System.Text;
using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Receiving;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>Finds the JSON in an answer to a request for JSON.</summary>
internal static class StructuredAnswer
{
    /// <summary>The JSON of the text: the whole of it, or what stands in its only fenced block.</summary>
    /// <exception cref="QwenRequestException">
    /// The text is not a JSON object or array, is nested too deeply or has a number out of range (<c>ProtocolViolation</c>); it is in the exception's <c>PartialAnswer</c>.
    /// </exception>
    public static JsonElement Parse(ChatAnswer answer)
    {
        if (answer.Text.Length > ReceiveLimits.StructuredAnswer)
            throw Mismatch(answer, $"it has more than {HumanText.Size(ReceiveLimits.StructuredAnswer)}", null);
        var text = JsonRepair.Repair((ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(WithoutFence(answer.Text)));
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = InputLimits.Levels });
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                throw Mismatch(answer, "it is a single value, not an object or array", null);
            return NumberRange.Exceeded(document.RootElement) is { } exceeded ? throw Mismatch(answer, exceeded.ToString(), null) : document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw Mismatch(answer, JsonDepth.IsExceeded(text.Span) ? $"it {JsonDepth.Reason}" : "it is not JSON", exception);
        }
    }

    /// <summary>The list in the JSON: the whole of it, or the only member of an object, whose name is returned too; <see langword="null"/> for other JSON.</summary>
    public static (string? Name, JsonElement List)? ListOf(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return (null, json);
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Take(2).ToArray() is not [var only])
            return null;
        return only.Value.ValueKind == JsonValueKind.Array ? (only.Name, only.Value) : null;
    }

    /// <summary>The error for an answer that does not match the schema, or for the exception of the class that it is converted to.</summary>
    public static QwenRequestException Mismatch(ChatAnswer answer, SchemaMismatch mismatch, Exception? cause) => mismatch.IsOfClass
        ? QwenErrors.ObjectCreationFailed(FailureOf(answer, mismatch.ToString(), cause))
        : Mismatch(answer, mismatch.ToString(), cause);

    private static QwenRequestException Mismatch(ChatAnswer answer, string why, Exception? cause) => QwenErrors.NotStructured(FailureOf(answer, why, cause));

    private static ServiceFailure FailureOf(ChatAnswer answer, string why, Exception? cause) => new()
    {
        Endpoint = answer.Provider,
        Model = answer.Model,
        Attempts = answer.Attempts,
        Detail = string.Join(' ', AnswerWarnings.OfText(answer).Prepend($"{(answer.Refusal is null ? why : "the model refuses to answer")}.")).TrimEnd('.'),
        PartialAnswer = answer.Text,
        Cause = cause,
    };

    // Templates that open the thinking in the prompt leave only its end in the answer.
    private static string WithoutThinking(string text)
    {
        var end = text.AsSpan().TrimStart() is ['{' or '[' or '`', ..] ? -1 : text.IndexOf(ThinkingReader.Close, StringComparison.Ordinal);
        return end < 0 ? text : text[(end + ThinkingReader.Close.Length)..];
    }

    private static string WithoutFence(string text)
    {
        var trimmed = WithoutThinking(text).Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal))
            return trimmed;
        var firstLine = trimmed.IndexOf('\n', StringComparison.Ordinal);
        return firstLine < 0 || firstLine > trimmed.Length - 3 ? trimmed : trimmed[(firstLine + 1)..^3];
    }
}
