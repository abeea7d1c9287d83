using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Writes the result lines of a job.</summary>
internal sealed class BatchResultWriter(LoopbackOptions options, BatchRules rules, BatchJob job, Stream output, Stream errors) : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, s_options);
    private readonly DateTimeOffset _now = options.TimeProvider.GetUtcNow();

    private Stream Failures => rules.FailedLinesInOutput ? output : errors;

    /// <summary>Writes the outcome of a line; false if it failed.</summary>
    public bool Write(BatchLine line, LineOutcome outcome)
    {
        switch (outcome.Kind)
        {
            case LineOutcomeKind.Reply when job.Endpoint == BatchRequestBody.Embeddings:
                Write(output, line, json => Respond(json, line, 200, () => EmbeddingJson.Members(json, line.Chat.Model!)));
                return true;
            case LineOutcomeKind.Reply:
                return Reply(line);
            case LineOutcomeKind.Answer:
                Answer(line, outcome.Text);
                return true;
            case LineOutcomeKind.Twice:
                Answer(line, outcome.Text);
                Answer(line, outcome.Text);
                return true;
            case LineOutcomeKind.Fail:
                Fail(line, new(outcome.Status, outcome.Text, "invalid_request_error", outcome.Code));
                return false;
            case LineOutcomeKind.Error:
                Write(Failures, line, json => Error(json, outcome.Code, outcome.Text));
                return false;
            case LineOutcomeKind.Raw:
                output.Write(Encoding.UTF8.GetBytes(outcome.Text + "\n"));
                return true;
            default:
                return true;
        }
    }

    /// <summary>Writes that a job ended before a line was processed.</summary>
    public void WriteUnfinished(BatchLine line, string end) => Write(errors, line, json =>
    {
        if (end == BatchStatus.Expired)
            Error(json, "batch_expired", "This request could not be executed before the completion window expired.");
        else
            Error(json, "batch_cancelled", "This request was not executed because the batch was cancelled.");
    });

    public void Dispose() => _json.Dispose();

    private bool Reply(BatchLine line)
    {
        if (line.Chat.Stream)
        {
            Fail(line, ChatValidation.Invalid("Streaming is not supported in a batch.", "invalid_value", "stream"));
            return false;
        }

        if (ChatValidation.Check(line.Chat, options.Strict) is { } error)
        {
            Fail(line, error);
            return false;
        }

        Answer(line, options.Reply(line.Chat));
        return true;
    }

    private void Answer(BatchLine line, string text)
    {
        var answer = ChatAnswer.Create(line.Chat, ScriptedRound.Say(text), ToolCallFormats.Of(options.Dress), AnswerShape.Regular, line.Index + 1, _now);
        Write(output, line, json => Respond(json, line, 200, () => CompletionJson.Completion(json, answer)));
    }

    private void Fail(BatchLine line, ApiError error) => Write(Failures, line, json => Respond(json, line, error.Status, () =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }));

    private void Respond(Utf8JsonWriter json, BatchLine line, int status, Action body)
    {
        json.WriteStartObject("response");
        json.WriteNumber("status_code", status);
        json.WriteString("request_id", Id("req_", line));
        json.WriteStartObject("body");
        body();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNull("error");
    }

    private static void Error(Utf8JsonWriter json, string code, string message)
    {
        json.WriteNull("response");
        json.WriteStartObject("error");
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private void Write(Stream target, BatchLine line, Action<Utf8JsonWriter> members)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("id", Id("batch_req_", line));
        _json.WriteString("custom_id", line.CustomId);
        members(_json);
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        target.Write(_buffer.WrittenSpan);
    }

    private string Id(string prefix, BatchLine line) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{job.Number:x4}{line.Index:x8}");
}
