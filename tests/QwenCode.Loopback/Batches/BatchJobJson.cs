using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Writes <c>batch</c> objects.</summary>
internal sealed class BatchJobJson(BatchRules rules)
{
    public byte[] Write(BatchJob job) => JsonBytes.Object(json => Members(json, job));

    public void Members(Utf8JsonWriter json, BatchJob job)
    {
        json.WriteString("id", job.Id);
        json.WriteString("object", "batch");
        json.WriteString("endpoint", job.Endpoint);
        Errors(json, job);
        json.WriteString("input_file_id", job.InputFileId);
        json.WriteString("completion_window", job.CompletionWindow);
        json.WriteString("status", job.Status);
        json.WriteString("output_file_id", job.OutputFileId);
        json.WriteString("error_file_id", job.ErrorFileId);
        json.WriteNumber("created_at", job.CreatedAt.ToUnixTimeSeconds());
        json.WriteNumber("expires_at", job.ExpiresAt.ToUnixTimeSeconds());
        foreach (var status in (ReadOnlySpan<string>)[BatchStatus.InProgress, BatchStatus.Finalizing, BatchStatus.Completed, BatchStatus.Failed,
            BatchStatus.Expired, BatchStatus.Cancelling, BatchStatus.Cancelled])
            Time(json, status + "_at", job.ReachedAt.TryGetValue(status, out var time) ? time : null);
        json.WriteStartObject("request_counts");
        json.WriteNumber("total", job.Counts.Total);
        json.WriteNumber("completed", job.Counts.Completed);
        json.WriteNumber("failed", job.Counts.Failed);
        json.WriteEndObject();
        Metadata(json, job.Metadata);
    }

    private static void Errors(Utf8JsonWriter json, BatchJob job)
    {
        if (job.Errors.Count == 0)
        {
            json.WriteNull("errors");
            return;
        }

        json.WriteStartObject("errors");
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var error in job.Errors)
        {
            json.WriteStartObject();
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
            json.WriteString("param", error.Param);
            if (error.Line is { } line)
                json.WriteNumber("line", line);
            else
                json.WriteNull("line");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
            json.WriteNumber(name, value.ToUnixTimeSeconds());
        else
            json.WriteString(name, rules.EmptyTimesAsText ? string.Empty : null);
    }

    private static void Metadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            json.WriteNull("metadata");
            return;
        }

        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
