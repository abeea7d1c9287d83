using System.Text.Json;

namespace QwenCode.Batches;

/// <summary>What all requests of a checkpointed run have in common. The answers of another run do not mix with its own.</summary>
/// <param name="Prompt">A hash of the prompt.</param>
/// <param name="Context">A hash of the system prompt and the conversation before the prompt.</param>
/// <param name="Model">The model.</param>
/// <param name="Options">A hash of the options: temperature, schema and the like.</param>
/// <param name="Endpoint">The base URL, without a secret; <see langword="null"/> in a file that does not have it.</param>
internal sealed record CheckpointHeader(string Prompt, string Context, string Model, string Options, string? Endpoint)
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private const string VersionMember = "qwenCodeCheckpoint";

    /// <summary>How the first line of each checkpoint begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"qwenCodeCheckpoint\":"u8;

    /// <summary>Writes the members.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber(VersionMember, Version);
        json.WriteString("prompt", Prompt);
        json.WriteString("context", Context);
        json.WriteString("model", Model);
        json.WriteString("options", Options);
        if (Endpoint is not null)
            json.WriteString("endpoint", Endpoint);
    }

    /// <summary>The header in the first line; <see langword="null"/> if it is not one of this version.</summary>
    public static CheckpointHeader? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(VersionMember, out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            return null;
        return Text("prompt") is { } prompt && Text("context") is { } context && Text("model") is { } model && Text("options") is { } options
            ? new CheckpointHeader(prompt, context, model, options, Text("endpoint"))
            : null;

        string? Text(string name) => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
    }

    /// <summary>What differs from another run, in words; empty if nothing does.</summary>
    public IReadOnlyList<string> DifferencesFrom(CheckpointHeader other)
    {
        var differences = new List<string>();
        if (Prompt != other.Prompt)
            differences.Add("the prompt");
        if (Context != other.Context)
            differences.Add("the system prompt or the conversation");
        if (Model != other.Model)
            differences.Add($"the model (now {Model}, then {other.Model})");
        if (Endpoint is not null && other.Endpoint is not null && Endpoint != other.Endpoint)
            differences.Add($"the endpoint (now {Endpoint}, then {other.Endpoint})");
        if (Options != other.Options)
            differences.Add("the options of the request");
        return differences;
    }
}
