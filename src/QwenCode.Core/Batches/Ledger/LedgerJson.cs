using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Batches;

/// <summary>Writes and reads ledgers as JSON.</summary>
internal static class LedgerJson
{
    private const string VersionMember = "qwenCodeBatch";

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of a ledger.</summary>
    public static ReadOnlyMemory<byte> Write(BatchLedger ledger)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber(VersionMember, BatchLedger.Version);
            json.WriteString("id", ledger.Id);
            json.WriteString("name", ledger.Name);
            json.WriteString("provider", ledger.Provider);
            json.WriteString("baseUrl", ledger.Account.BaseUrl);
            json.WriteString("keyHash", ledger.Account.KeyHash);
            json.WriteString("model", ledger.Model);
            json.WriteString("endpoint", ledger.Endpoint);
            json.WriteString("completionWindow", ledger.CompletionWindow);
            json.WriteString("createdAt", ledger.CreatedAt);
            json.WriteOptional("schema", ledger.Schema);
            json.WriteBoolean("isSealed", ledger.IsSealed);
            json.WriteOptional("receivedAt", ledger.ReceivedAt);
            if (ledger.Usage is { } usage)
                SavedAnswerWriter.WriteUsage(json, usage);
            json.WriteStartArray("jobs");
            foreach (var entry in ledger.Jobs)
                Write(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The ledger in a text.</summary>
    /// <exception cref="FormatException">It is not the JSON of a ledger, or another version of the module wrote it.</exception>
    public static BatchLedger Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var json = document.RootElement;
            if (json.GetProperty(VersionMember).GetInt32() != BatchLedger.Version)
                throw new FormatException("another version of the module wrote it");
            return new BatchLedger
            {
                Id = Text(json, "id"),
                Name = Text(json, "name"),
                Provider = Text(json, "provider"),
                Account = new BatchAccount(Url(json, "baseUrl"), Text(json, "keyHash")),
                Model = Text(json, "model"),
                Endpoint = Text(json, "endpoint"),
                CompletionWindow = Text(json, "completionWindow"),
                CreatedAt = Time(json, "createdAt") ?? throw Missing("createdAt"),
                Schema = Optional(json, "schema"),
                IsSealed = json.GetProperty("isSealed").GetBoolean(),
                ReceivedAt = Time(json, "receivedAt"),
                Usage = json.TryGetProperty("usage", out var usage) ? SavedAnswerReader.Usage(usage) : null,
                Jobs = [.. json.GetProperty("jobs").EnumerateArray().Select(ReadEntry)],
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("it is not the JSON of a batch", exception);
        }
    }

    private static void Write(Utf8JsonWriter json, JobEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        json.WriteNumber("lines", entry.Lines);
        json.WriteString("hash", entry.Hash);
        json.WriteOptional("fileId", entry.FileId);
        json.WriteOptional("creatingAt", entry.CreatingAt);
        if (entry.Job is { } job)
        {
            json.WriteStartObject("job");
            json.WriteString("id", job.Id);
            json.WriteString("status", job.Status);
            json.WriteOptional("output_file_id", job.OutputFileId);
            json.WriteOptional("error_file_id", job.ErrorFileId);
            json.WriteNumber("completed", job.Completed);
            json.WriteNumber("failed", job.Failed);
            json.WriteOptional("created_at", job.CreatedAt);
            json.WriteOptional("ended_at", job.EndedAt);
            json.WriteOptional("expires_at", job.ExpiresAt);
            json.WriteStartArray("errors");
            foreach (var error in job.Errors)
                json.WriteStringValue(error);
            json.WriteEndArray();
            if (job.Usage is { } usage)
                SavedAnswerWriter.WriteUsage(json, usage);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static JobEntry ReadEntry(JsonElement json) => new(Positive(json, "number"), Positive(json, "lines"), Text(json, "hash"))
    {
        FileId = ServiceJobReader.Id(json, "fileId"),
        CreatingAt = Time(json, "creatingAt"),
        Job = json.TryGetProperty("job", out var job) ? ReadJob(job) : null,
    };

    private static ServiceJob ReadJob(JsonElement json) => new()
    {
        Id = ServiceJobReader.Id(json, "id") ?? throw Missing("id"),
        Status = Text(json, "status"),
        OutputFileId = ServiceJobReader.Id(json, "output_file_id"),
        ErrorFileId = ServiceJobReader.Id(json, "error_file_id"),
        Completed = Math.Clamp(json.GetProperty("completed").GetInt64(), 0, int.MaxValue),
        Failed = Math.Clamp(json.GetProperty("failed").GetInt64(), 0, int.MaxValue),
        CreatedAt = Time(json, "created_at"),
        EndedAt = Time(json, "ended_at"),
        ExpiresAt = Time(json, "expires_at"),
        Errors = [.. json.GetProperty("errors").EnumerateArray().Select(error => error.GetString() ?? "")],
        Usage = json.TryGetProperty("usage", out var usage) ? SavedAnswerReader.Usage(usage) : null,
    };

    private static int Positive(JsonElement json, string name) => json.GetProperty(name).GetInt32() is > 0 and var number ? number : throw new FormatException($"its {name} is not positive");

    private static string Url(JsonElement json, string name) => Uri.TryCreate(Text(json, name), UriKind.Absolute, out var url) ? url.AbsoluteUri : throw new FormatException($"its {name} is not a URL");

    private static string Text(JsonElement json, string name) => Optional(json, name) ?? throw Missing(name);

    private static FormatException Missing(string name) => new($"it has no {name}");

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        DateTimeOffset.TryParse(Optional(json, name), CultureInfo.InvariantCulture, out var time) ? time : null;
}
