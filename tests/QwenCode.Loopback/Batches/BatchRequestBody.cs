using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>The body of <c>POST batches</c>.</summary>
internal sealed record BatchRequestBody
{
    public const string Chat = "/v1/chat/completions";
    public const string Embeddings = "/v1/embeddings";
    public const string Test = "/v1/chat/ds-test";

    private const int ShortestLifetime = 3_600;
    private const int LongestLifetime = 2_592_000;

    private static readonly string[] s_members = ["input_file_id", "endpoint", "completion_window", "metadata"];

    public required string InputFileId { get; init; }

    public required string Endpoint { get; init; }

    public required string CompletionWindow { get; init; }

    public required TimeSpan Window { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public TimeSpan? OutputLifetime { get; init; }

    public static ApiError? Read(string body, BatchRules rules, out BatchRequestBody request)
    {
        request = null!;
        JsonElement json;
        try
        {
            json = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return ChatValidation.NotJson;
        }

        if (json.ValueKind != JsonValueKind.Object)
            return ChatValidation.NotJson;
        var known = rules.ExpiresOutput ? s_members.Append("output_expires_after") : s_members;
        if (json.EnumerateObject().FirstOrDefault(member => !known.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            return ChatValidation.Invalid($"Unknown parameter: '{unknown.Name}'.", "unknown_parameter", unknown.Name);
        if (Text(json, "input_file_id", out var file) is { } noFile)
            return noFile;
        if (Text(json, "endpoint", out var endpoint) is { } noEndpoint)
            return noEndpoint;
        string[] endpoints = rules.HasTestModel ? [Chat, Embeddings, Test] : [Chat, Embeddings];
        if (!endpoints.Contains(endpoint))
            return ChatValidation.Invalid($"Invalid value: '{endpoint}'. Supported values are: '{string.Join("', '", endpoints)}'.", "invalid_value", "endpoint");
        if (Text(json, "completion_window", out var text) is { } noWindow)
            return noWindow;
        if (BatchWindow.Parse(text, rules) is not { } window)
            return ChatValidation.Invalid($"Invalid value: '{text}'. Supported values are: {BatchWindow.Supported(rules)}.", "invalid_value", "completion_window");
        if (BatchMetadata.Read(json, rules, out var metadata) is { } badMetadata)
            return badMetadata;
        if (Lifetime(json, out var lifetime) is { } badLifetime)
            return badLifetime;
        request = new() { InputFileId = file, Endpoint = endpoint, CompletionWindow = text, Window = window, Metadata = metadata, OutputLifetime = lifetime };
        return null;
    }

    private static ApiError? Text(JsonElement json, string name, out string value)
    {
        value = string.Empty;
        if (!json.TryGetProperty(name, out var member))
            return JsonCheck.Missing(name);
        if (member.ValueKind != JsonValueKind.String)
            return JsonCheck.WrongType(name, "a string");
        value = member.GetString()!;
        return null;
    }

    private static ApiError? Lifetime(JsonElement json, out TimeSpan? lifetime)
    {
        const string Path = "output_expires_after";
        lifetime = null;
        if (!json.TryGetProperty(Path, out var expiry))
            return null;
        if (expiry.ValueKind != JsonValueKind.Object)
            return JsonCheck.WrongType(Path, "an object");
        if (expiry.EnumerateObject().Any(member => member.Name is not ("anchor" or "seconds")))
            return ChatValidation.Invalid($"Unknown parameter in '{Path}'.", "unknown_parameter", Path);
        if (!expiry.TryGetProperty("anchor", out var anchor) || anchor.ValueKind != JsonValueKind.String || !anchor.ValueEquals("created_at"))
            return ChatValidation.Invalid($"Invalid '{Path}.anchor': expected 'created_at'.", "invalid_value", Path + ".anchor");
        if (!expiry.TryGetProperty("seconds", out var seconds) || seconds.ValueKind != JsonValueKind.Number
            || !seconds.TryGetInt32(out var count) || count is < ShortestLifetime or > LongestLifetime)
            return ChatValidation.Invalid($"Invalid '{Path}.seconds': expected an integer from {ShortestLifetime} to {LongestLifetime}.", "invalid_value", Path + ".seconds");
        lifetime = TimeSpan.FromSeconds(count);
        return null;
    }
}
