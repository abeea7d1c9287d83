using System.Buffers;
using System.Text.Json;

namespace QwenCode.Batches;

/// <summary>What a job is created with.</summary>
/// <param name="InputFileId">The file with the requests.</param>
/// <param name="Endpoint">The endpoint of each line.</param>
/// <param name="CompletionWindow">The time that the service may take.</param>
/// <param name="Metadata">Text that the service keeps with the job.</param>
internal sealed record BatchOrder(string InputFileId, string Endpoint, string CompletionWindow, IReadOnlyList<(string Name, string Value)> Metadata)
{
    /// <summary>The model of its requests, for errors.</summary>
    public string Model { get; init; } = "";

    /// <summary>The body of the request.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("input_file_id", InputFileId);
            json.WriteString("endpoint", Endpoint);
            json.WriteString("completion_window", CompletionWindow);
            json.WriteStartObject("metadata");
            foreach (var (name, value) in Metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
