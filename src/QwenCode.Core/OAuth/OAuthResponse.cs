using System.Globalization;
using System.Text.Json;
using QwenCode.Files;
using QwenCode.Receiving;
using QwenCode.Showing;

namespace QwenCode.OAuth;

/// <summary>The authorization server's response. Only the text of an error is shown: anything else may contain a token.</summary>
internal sealed class OAuthResponse
{
    private const int MaximumCharacters = 300;
    private const double MaximumSeconds = 10d * 365 * 24 * 60 * 60;

    private readonly JsonElement? _object;

    private OAuthResponse(int status, string contentType, string? requestId, JsonElement? json)
    {
        (Status, ContentType, RequestId, _object) = (status, contentType, requestId, json);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The server's id of the request.</summary>
    public string? RequestId { get; }

    /// <summary>Whether the status is one of success; the body may hold an <see cref="Error"/> all the same.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the body is a JSON object, and not the page of a proxy or the like.</summary>
    public bool IsObject => _object is not null;

    /// <summary>The <c>error</c> code (RFC 6749, section 5.2); <see langword="null"/> if there is none.</summary>
    public string? Error => _object is { } body && body.TryGetProperty("error", out var error)
        ? error.ValueKind switch
        {
            JsonValueKind.String => error.GetString() is { Length: > 0 } code ? code : null,
            JsonValueKind.Object => TextOf(error, "code") ?? TextOf(error, "type") ?? "error",
            _ => null,
        }
        : null;

    /// <summary>The server's text of the error, or what was received instead.</summary>
    public string ErrorText
    {
        get
        {
            if (!IsObject)
                return ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) ? "a web page" : "no JSON object";
            return Clean(string.Join(": ", new[] { Error, Description }.Where(text => text is not null)));
        }
    }

    /// <summary>The server's description of the error; <see langword="null"/> if there is none.</summary>
    public string? Description => Text("error_description")
        ?? (_object is { } body && body.TryGetProperty("error", out var error) ? TextOf(error, "message") : null) ?? Text("message");

    private string ContentType { get; }

    /// <summary>Reads a body. Of one that is not a JSON object nothing is kept but that.</summary>
    public static OAuthResponse Read(int status, string contentType, string? requestId, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonRepair.Repair(ByteOrderMark.Skip(body)));
            var isObject = document.RootElement.ValueKind == JsonValueKind.Object;
            return new OAuthResponse(status, contentType, requestId, isObject ? document.RootElement.Clone() : null);
        }
        catch (JsonException)
        {
            return new OAuthResponse(status, contentType, requestId, null);
        }
    }

    /// <summary>A member that is a string and not blank.</summary>
    public string? Text(string name) => _object is { } body ? TextOf(body, name) : null;

    /// <summary>Whether a member is <c>true</c>.</summary>
    public bool IsTrue(string name) => _object is { } body && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Whether a member is there and is neither <c>null</c> nor blank.</summary>
    public bool Has(string name) => _object is { } body && body.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null && (value.ValueKind != JsonValueKind.String || Text(name) is not null);

    /// <summary>A member that counts seconds, as a number or a string of one; <see langword="null"/> if it does not.</summary>
    public TimeSpan? Seconds(string name)
    {
        if (_object is not { } body || !body.TryGetProperty(name, out var value) || value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
            return null;
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, MaximumSeconds))
            : null;
    }

    /// <summary>A server's text in one line as a console may show it.</summary>
    public static string Clean(string text) => ForeignText.Shortened(text, MaximumCharacters);

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
