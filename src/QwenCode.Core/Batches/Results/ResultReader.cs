using System.Text;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>Turns lines of results into answers, or into the errors that the requests would have ended with on their own.</summary>
/// <param name="source">Where the results come from.</param>
/// <param name="time">The clock.</param>
internal sealed class ResultReader(ResultSource source, TimeProvider time)
{
    // Begins the codes of OpenAI, and of services that imitate it, for requests that were not carried out.
    private const string NotRunPrefix = "batch_";

    /// <summary>Whether a request without a line may be that of one that cannot be read.</summary>
    public bool HasUnusableLines { get; set; }

    /// <summary>The answer in a line.</summary>
    /// <param name="line">The line; <see langword="null"/> if the service sent none for the request.</param>
    /// <param name="conversation">Reads the conversation that it answers.</param>
    /// <exception cref="QwenException">The request failed.</exception>
    public ChatAnswer Read(ResultLine? line, Func<Conversation> conversation)
    {
        if (line is null)
            throw HasUnusableLines ? QwenErrors.BatchResultMissing(source.BatchName) : QwenErrors.BatchRequestNotRun(source.BatchName, "the results have no line for it, as when a batch is canceled or expires first");
        var response = new BufferedResponse(new LineResponse(line), line.Body);
        if (!line.IsSuccess)
            throw Retried(FailureOf(line, response));
        var completion = AnswerReader.ReadCompletion(response, FactsOf);
        var builder = new AnswerBuilder(conversation, source.Provider, source.Model, source.Model);
        builder.TakeHead(completion);
        builder.TakeChoices(completion);
        builder.End();
        return builder.Build(attempts: 1, TimeSpan.Zero, TimeSpan.Zero);
    }

    private QwenException FailureOf(ResultLine line, BufferedResponse response)
    {
        if (line.Status is not (null or (>= 200 and < 300)))
            return FailureClassifier.FromResponse(Facts, response, time);
        if (line.Error.IsEmpty)
            return QwenErrors.BatchRequestNotRun(source.BatchName, "its line has neither a response nor an error");
        var error = ErrorIn(line.Error);
        return error.Code.StartsWith(NotRunPrefix, StringComparison.Ordinal)
            ? QwenErrors.BatchRequestNotRun(source.BatchName, Redacted(error.Message.Length > 0 ? error.Message.TrimEnd('.') : error.Code))
            : FailureClassifier.FromErrorObject(FactsOf(response), error);
    }

    // The advice for a request of its own is of no use here.
    private QwenException Retried(QwenException failure) => failure.Id switch
    {
        ErrorId.RateLimited or ErrorId.ServiceUnavailable => failure.With("", QwenErrors.SendAgain(source.BatchName)),
        ErrorId.ContextTooLong => failure.With("", "Send less text, or choose a model with a larger context."),
        _ => failure,
    };

    private string Redacted(string text) => source.Credential?.Redact(text) ?? text;

    private static ServiceError ErrorIn(ReadOnlyMemory<byte> error)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonRepair.Repair(error));
            return ServiceErrorReader.Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new ServiceError("", ServiceErrorReader.Shorten(Encoding.UTF8.GetString(error.Span)), null);
        }
    }

    private ServiceFailure Facts => new() { Endpoint = source.BaseUrl, Model = source.Model, KeySource = source.CredentialSource, Sent = () => source.Credential };

    private ServiceFailure FactsOf(BufferedResponse response) => Facts with { Status = response.Status, RequestId = ServiceErrorReader.RequestIdOf(response) };
}
