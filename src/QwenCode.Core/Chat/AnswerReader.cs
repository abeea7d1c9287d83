using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Reads whole answers, tolerant of what servers really send.</summary>
internal static class AnswerReader
{
    /// <summary>Makes what the first answer needs, so that it is there when that comes.</summary>
    public static void Prepare() => JsonSerializer.Deserialize("{}"u8, WireJson.Default.CompletionBody);

    /// <summary>The completion in <paramref name="answer"/>, with a first choice that has a message.</summary>
    /// <exception cref="QwenRequestException">The body is no completion (<c>ProtocolViolation</c>), holds an error, or was withheld (<c>ContentFiltered</c>).</exception>
    public static CompletionBody ReadCompletion(WireAnswer answer, ServiceFailure facts)
    {
        facts = WithOrigin(facts, answer);
        var body = Parse(answer, facts, static span => JsonSerializer.Deserialize(span, WireJson.Default.CompletionBody));
        ThrowIfError(body.Error, body.Choices is null, answer, facts);
        var choice = body.Choices?.FirstOrDefault(c => c?.Message is not null)
            ?? throw QwenErrors.ProtocolViolation(facts with { Detail = $"its JSON holds no answer: {ServiceErrorReader.Summarize(answer)}" });
        var text = TextOf(choice.Message!);
        return choice.FinishReason == "content_filter"
            ? throw QwenErrors.ContentFiltered(facts with { Detail = "finish reason content_filter", PartialAnswer = text.Length > 0 ? text : null })
            : body;
    }

    /// <summary>The models that <paramref name="answer"/> lists.</summary>
    /// <exception cref="QwenRequestException">The body is no list of models (<c>ProtocolViolation</c>), or holds an error.</exception>
    public static IEnumerable<ModelBody> ReadModels(WireAnswer answer, ServiceFailure facts)
    {
        facts = WithOrigin(facts, answer);
        var body = Parse(answer, facts, static span => JsonSerializer.Deserialize(span, WireJson.Default.ModelListBody));
        ThrowIfError(body.Error, body.Data is null, answer, facts);
        return body.Data?.OfType<ModelBody>().Where(m => !string.IsNullOrEmpty(m.Id))
            ?? throw QwenErrors.ProtocolViolation(facts with { Detail = $"its JSON holds no list of models: {ServiceErrorReader.Summarize(answer)}" });
    }

    /// <summary>The text of a message; a refusal counts as one.</summary>
    public static string TextOf(CompletionMessage message) => message.Content ?? message.Refusal ?? "";

    /// <summary>The reasoning of a message, by either of its usual names.</summary>
    public static string? ReasoningOf(CompletionMessage message) => message.ReasoningContent ?? message.Reasoning;

    private delegate T? Deserializer<T>(ReadOnlySpan<byte> utf8);

    private static T Parse<T>(WireAnswer answer, ServiceFailure facts, Deserializer<T> deserialize)
        where T : class
    {
        var span = answer.Json.Span;
        if (span.IsEmpty)
            throw QwenErrors.ProtocolViolation(facts with { Detail = "the body is empty" });
        try
        {
            return deserialize(span) ?? throw QwenErrors.ProtocolViolation(facts with { Detail = "the body is null" });
        }
        catch (JsonException exception)
        {
            var summary = ServiceErrorReader.Summarize(answer);
            throw QwenErrors.ProtocolViolation(facts with { Detail = $"{answer.ContentType} came instead of its JSON: {summary}", Cause = exception });
        }
    }

    private static ServiceFailure WithOrigin(ServiceFailure facts, WireAnswer answer) =>
        facts with { Status = answer.Status, RequestId = answer.Header("x-request-id") };

    // DashScope's own errors have no member of that name: code and message stand where the answer should.
    private static void ThrowIfError(string? member, bool isWithoutContent, WireAnswer answer, ServiceFailure facts)
    {
        if (member is null && !isWithoutContent)
            return;
        var error = ServiceErrorReader.Read(answer);
        if (member is not null || error is { Code.Length: > 0, Message.Length: > 0 })
            throw FailureClassifier.FromErrorObject(facts, error);
    }
}
