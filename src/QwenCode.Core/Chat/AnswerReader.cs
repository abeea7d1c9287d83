using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Reads whole answers, tolerant of what servers really send.</summary>
internal static class AnswerReader
{
    /// <summary>The completion in <paramref name="answer"/>, which has a message.</summary>
    /// <exception cref="QwenRequestException">The body is not a completion (<c>ProtocolViolation</c>), holds an error, or was withheld (<c>ContentFiltered</c>).</exception>
    public static Completion ReadCompletion(WireAnswer answer, ServiceFailure facts)
    {
        facts = WithOrigin(facts, answer);
        var completion = Parse(answer, facts, static json => new CompletionReader().Read(json.Span))
            ?? throw QwenErrors.ProtocolViolation(facts with { Detail = "the body is null" });
        if (ServiceErrorReader.ErrorIn(completion, answer) is { } error)
            throw FailureClassifier.FromErrorObject(facts with { PartialAnswer = PartialText(completion) }, error);
        if (completion.First is not { HasMessage: true })
            throw QwenErrors.ProtocolViolation(facts with { Detail = $"its JSON contains no answer: {ServiceErrorReader.Summarize(answer)}" });
        return completion.FinishReason == "content_filter"
            ? throw QwenErrors.ContentFiltered(facts with { Detail = "finish reason content_filter", PartialAnswer = PartialText(completion) })
            : completion;
    }

    /// <summary>The models that <paramref name="answer"/> lists.</summary>
    /// <exception cref="QwenRequestException">The body is not a list of models (<c>ProtocolViolation</c>), or holds an error.</exception>
    public static IEnumerable<ModelEntry> ReadModels(WireAnswer answer, ServiceFailure facts)
    {
        facts = WithOrigin(facts, answer);
        var list = Parse(answer, facts, ModelListReader.Read)!;
        ThrowIfError(list, answer, facts);
        return list.Models
            ?? throw QwenErrors.ProtocolViolation(facts with { Detail = $"its JSON contains no list of models: {ServiceErrorReader.Summarize(answer)}" });
    }

    private static string? PartialText(Completion completion)
    {
        var choice = new ChoiceBuilder();
        if (completion.First is { } first)
            choice.Take(first);
        choice.End();
        return choice.PartialText;
    }

    private static T? Parse<T>(WireAnswer answer, ServiceFailure facts, Func<ReadOnlyMemory<byte>, T?> read)
        where T : class
    {
        var json = answer.Json;
        if (json.IsEmpty)
            throw QwenErrors.ProtocolViolation(facts with { Detail = "the body is empty" });
        try
        {
            return read(json);
        }
        catch (JsonException exception)
        {
            var summary = ServiceErrorReader.Summarize(answer);
            throw QwenErrors.ProtocolViolation(facts with { Detail = $"the response ({ServiceErrorReader.Shorten(answer.ContentType)}) is not the expected JSON: {summary}", Cause = exception });
        }
    }

    private static ServiceFailure WithOrigin(ServiceFailure facts, WireAnswer answer) =>
        facts with { Status = answer.Status, RequestId = ServiceErrorReader.RequestIdOf(answer) };

    // DashScope's own errors have no such member: they have code and message instead of the list.
    private static void ThrowIfError(ModelList list, WireAnswer answer, ServiceFailure facts)
    {
        if (!list.HasError && list.Models is not null)
            return;
        var error = ServiceErrorReader.Read(answer);
        if (list.HasError || error is { Code.Length: > 0, Message.Length: > 0 })
            throw FailureClassifier.FromErrorObject(facts, error);
    }
}
