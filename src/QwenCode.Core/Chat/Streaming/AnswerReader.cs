using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Http;

namespace QwenCode.Chat;

/// <summary>Reads whole answers, tolerant of what servers really send.</summary>
internal static class AnswerReader
{
    /// <summary>The completion in <paramref name="answer"/>, which has a message.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="facts">The facts for an error.</param>
    /// <exception cref="QwenRequestException">The body is not a completion (<c>ProtocolViolation</c>), holds an error, or was withheld (<c>ContentFiltered</c>).</exception>
    public static Completion ReadCompletion(BufferedResponse answer, Func<BufferedResponse, ServiceFailure> facts)
    {
        var completion = Parse(answer, facts, static json => new CompletionReader().Read(json.Span))
            ?? throw QwenErrors.ProtocolViolation(facts(answer) with { Detail = "the body is null" });
        if (ErrorIn(completion, answer) is { } error)
            throw FailureClassifier.FromErrorObject(facts(answer) with { PartialAnswer = PartialText(completion) }, error);
        if (completion.First is not { HasMessage: true })
            throw QwenErrors.ProtocolViolation(facts(answer) with { Detail = $"its JSON contains no answer: {ServiceErrorReader.Summarize(answer)}" });
        return completion.FinishReason == Completion.FilteredReason
            ? throw QwenErrors.ContentFiltered(facts(answer) with { Detail = $"finish reason {Completion.FilteredReason}", PartialAnswer = PartialText(completion) })
            : completion;
    }

    /// <summary>The error that a response with a success status reports; <see langword="null"/> if it reports none.</summary>
    /// <param name="completion">The completion, or one chunk of it.</param>
    /// <param name="answer">The response that it was read from.</param>
    public static ServiceError? ErrorIn(Completion completion, BufferedResponse answer)
    {
        if (!completion.MayBeError)
            return null;
        return ReportedError(answer, completion.HasError)
            ?? (completion.FinishReason == Completion.FailedReason ? new ServiceError("server_error", $"finish reason {Completion.FailedReason}", null) : null);
    }

    /// <summary>The models that <paramref name="answer"/> lists.</summary>
    /// <exception cref="QwenRequestException">The body is not a list of models (<c>ProtocolViolation</c>), or holds an error.</exception>
    public static IReadOnlyList<ModelEntry> ReadModels(BufferedResponse answer, ServiceCall call)
    {
        var list = Parse(answer, call.FactsOf, ModelListReader.Read)!;
        ThrowIfError(list, answer, call);
        return list.Models
            ?? throw QwenErrors.ProtocolViolation(call.FactsOf(answer) with { Detail = $"its JSON contains no list of models: {ServiceErrorReader.Summarize(answer)}" });
    }

    private static string? PartialText(Completion completion)
    {
        var choice = new ChoiceBuilder();
        if (completion.First is { } first)
            choice.Take(first);
        choice.End();
        return choice.PartialText;
    }

    private static T? Parse<T>(BufferedResponse answer, Func<BufferedResponse, ServiceFailure> facts, Func<ReadOnlyMemory<byte>, T?> read)
        where T : class
    {
        var json = answer.Json;
        if (json.IsEmpty)
            throw QwenErrors.ProtocolViolation(facts(answer) with { Detail = "the body is empty" });
        try
        {
            return read(json);
        }
        catch (JsonException exception)
        {
            var summary = ServiceErrorReader.Summarize(answer);
            throw QwenErrors.ProtocolViolation(facts(answer) with { Detail = $"the response ({ServiceErrorReader.Shorten(answer.ContentType)}) is not the expected JSON: {summary}", Cause = exception });
        }
    }

    private static void ThrowIfError(ModelList list, BufferedResponse answer, ServiceCall call)
    {
        if ((list.HasError || list.Models is null) && ReportedError(answer, list.HasError) is { } error)
            throw FailureClassifier.FromErrorObject(call.FactsOf(answer), error);
    }

    // DashScope's own errors have no error member: they have code and message in place of the content.
    private static ServiceError? ReportedError(BufferedResponse answer, bool hasErrorMember) =>
        ServiceErrorReader.Read(answer) is var error && (hasErrorMember || error is { Code.Length: > 0, Message.Length: > 0 }) ? error : null;
}
