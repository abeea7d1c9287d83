using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QwenCode.Conversion;

/// <summary>
/// The input of a request of a batch as JSON in one line, from which another session restores it: text as text, a file as its path, data as
/// objects with the same members.
/// </summary>
internal sealed class InputRecord : IDisposable
{
    private const string FileMember = "file";
    private const string ValueMember = "value";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Prepares the writing.</summary>
    public InputRecord() => _json = new Utf8JsonWriter(_buffer, Options);

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>The record of an item, valid until the next call.</summary>
    /// <exception cref="QwenException">It cannot be written (<c>InvalidInput</c>).</exception>
    public ReadOnlyMemory<byte> Of(object item)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        if (ForeignObject.Unwrap(item) is string text)
            _json.WriteStringValue(text);
        else
            WriteOther(item);
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>The item of a record; <see langword="null"/> if it cannot be restored.</summary>
    public static object? Read(ReadOnlyMemory<byte> record)
    {
        try
        {
            if (TextOf(record.Span) is { } text)
                return text;
            using var document = JsonDocument.Parse(record);
            var json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object)
                return null;
            return json.TryGetProperty(FileMember, out var file) ? new FileInfo(file.GetString()!) : json.TryGetProperty(ValueMember, out var value) ? Value(value) : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static object? Value(JsonElement json) => JsonTables.AreNeeded(json) ? JsonTables.From(json) : JsonObjects.From(json);

    private static string? TextOf(ReadOnlySpan<byte> record)
    {
        var json = new Utf8JsonReader(record);
        return json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;
    }

    private void WriteOther(object item)
    {
        _json.WriteStartObject();
        if (ForeignObject.Unwrap(item) is FileInfo file)
        {
            _json.WriteString(FileMember, file.FullName);
        }
        else
        {
            _json.WritePropertyName(ValueMember);
            new ObjectJson(_json, new JsonRules(IsExact: false, InputJson.NotSent)).Write(item);
        }

        _json.WriteEndObject();
    }
}
