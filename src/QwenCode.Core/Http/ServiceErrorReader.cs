using System.Text;
using System.Text.Json;
using QwenCode.Receiving;
using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>Reads the formats in which services report an error: OpenAI's, DashScope's, plain text, a web page.</summary>
internal static class ServiceErrorReader
{
    private const int MaximumCharacters = 500;
    private const int MaximumIdCharacters = 128;
    private const int MaximumPage = 16 * 1024;
    private const int MaximumLevels = 8;
    private const string StatusCode = "status_code";

    /// <summary>Whether the token was rejected: HTTP 401, or 403 with an error about it.</summary>
    public static bool RejectsToken(BufferedResponse response) => response.Status == 401 || (response.Status == 403 && Read(response).IsKey);

    /// <summary>The error in <paramref name="response"/>; its message is empty if there is none.</summary>
    public static ServiceError Read(BufferedResponse response)
    {
        var header = RequestIdOf(response);
        try
        {
            // No error is so large, and the document of such a response would take many times its size.
            if (response.Json.Length > ReceiveLimits.Error)
                return new ServiceError("", Summarize(response), header);
            using var document = JsonDocument.Parse(JsonRepair.Repair(response.Json));
            var error = Read(document.RootElement);
            return error with { RequestId = error.RequestId ?? header };
        }
        catch (JsonException)
        {
            return new ServiceError("", Summarize(response), header);
        }
    }

    /// <summary>The service's id of the request, from a header.</summary>
    public static string? RequestIdOf(BufferedResponse response) => ShortenId(response.Header("x-request-id"));

    /// <summary>A service's text in one line, truncated if it is long.</summary>
    public static string Shorten(string text) => ForeignText.Shortened(text, MaximumCharacters);

    /// <summary>The error in an <c>error</c> member, or in the object around it.</summary>
    public static ServiceError Read(JsonElement element) => Read(element, MaximumLevels);

    /// <summary>A summary of a body: its text, or the title of the page.</summary>
    public static string Summarize(BufferedResponse response)
    {
        if (response.Body.IsEmpty)
            return "";
        var text = Beginning(response);
        if (!IsPage(response))
            return Shorten(text);
        return Title(text) is { } title ? $"a web page titled '{Shorten(title)}'" : "a web page";
    }

    /// <summary>Whether a body is a web page, as proxies send it.</summary>
    public static bool IsPage(BufferedResponse response) => !response.Body.IsEmpty
        && (response.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) || Beginning(response).AsSpan().TrimStart().StartsWith("<"));

    private static string Beginning(BufferedResponse response) => Encoding.UTF8.GetString(response.Body.Span[..Math.Min(response.Body.Length, MaximumPage)]);

    private static ServiceError Read(JsonElement element, int levels)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0)
            element = element[0];
        if (element.ValueKind == JsonValueKind.String)
            return Relayed(element.GetString()!, levels) ?? new ServiceError("", Shorten(element.GetString()!), null);
        if (element.ValueKind != JsonValueKind.Object)
            return new ServiceError("", "", null);

        var outer = ShortenId(Text(element, "request_id") ?? Text(element, "id"));
        if (levels > 0 && Inner(element) is { } inner && Read(inner, levels - 1) is { IsEmpty: false } found)
            return found with { RequestId = found.RequestId ?? outer };
        var code = Shorten(string.Join(' ', new[] { Text(element, "code") ?? Text(element, StatusCode), Text(element, "type"), Text(element, "status") }.Where(t => !string.IsNullOrEmpty(t))));
        var message = Text(element, "message") ?? Text(element, "detail") ?? Text(element, "error_description") ?? Text(element, "status_msg") ?? "";
        var requestId = ShortenId(Text(element, "request_id"));
        return (Raw(element, levels) ?? Relayed(message, levels)) is { } relayed
            ? new ServiceError($"{code} {relayed.Code}".Trim(), relayed.Message.Length > 0 ? relayed.Message : Shorten(message), requestId ?? relayed.RequestId)
            : new ServiceError(code, Shorten(message), requestId);
    }

    // The error of OpenRouter's provider, in any of the formats.
    private static ServiceError? Raw(JsonElement element, int levels)
    {
        if (levels == 0 || !element.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty("raw", out var raw))
            return null;
        var isPage = raw.ValueKind == JsonValueKind.String && raw.GetString()!.AsSpan().TrimStart().StartsWith("<");
        return !isPage && Read(raw, levels - 1) is { IsEmpty: false } error ? error : null;
    }

    // Gateways put the JSON of the service behind them into their own message.
    private static ServiceError? Relayed(string message, int levels)
    {
        if (levels == 0 || !message.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            using var document = JsonDocument.Parse(JsonRepair.Repair((ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(message)));
            return Read(document.RootElement, levels - 1) is { IsEmpty: false } error ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Title(string page)
    {
        var tag = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        var start = tag < 0 ? -1 : page.IndexOf('>', tag) + 1;
        var end = start <= 0 ? -1 : page.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : page[start..end];
    }

    // OpenAI's member, ModelScope's, MiniMax's, and that of OpenRouter within a choice.
    private static JsonElement? Inner(JsonElement element)
    {
        foreach (var name in (ReadOnlySpan<string>)["error", "errors"])
        {
            if (!element.TryGetProperty(name, out var inner))
                continue;
            if (inner.ValueKind is JsonValueKind.Object or JsonValueKind.String || (inner.ValueKind == JsonValueKind.Array && inner.GetArrayLength() > 0))
                return inner;
        }

        // MiniMax sends it beside each answer, too.
        if (element.TryGetProperty("base_resp", out var status) && status.ValueKind == JsonValueKind.Object && Text(status, StatusCode) is not (null or "0"))
            return status;
        return element.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
            && choices.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } choice
                ? Inner(choice)
                : null;
    }

    private static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array or JsonValueKind.Object => value.GetRawText(),
        _ => null,
    };

    private static string? ShortenId(string? id) => id is null ? null : ForeignText.Shortened(id, MaximumIdCharacters);
}
