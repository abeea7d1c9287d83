using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>The JSON of the credential file, which Qwen Code reads and writes too.</summary>
internal static class CredentialJson
{
    private const string AccessToken = "access_token";
    private const string TokenType = "token_type";
    private const string RefreshToken = "refresh_token";
    private const string ResourceUrl = "resource_url";
    private const string ExpiryDate = "expiry_date";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The login in <paramref name="utf8"/>; a byte order mark is passed over.</summary>
    /// <exception cref="FormatException">It is none; the message says why and holds nothing of the content.</exception>
    public static OAuthCredentials Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new FormatException("it does not hold a JSON object");
            return new OAuthCredentials
            {
                AccessToken = new Secret(Text(root, AccessToken)),
                TokenType = Text(root, TokenType),
                RefreshToken = new Secret(Text(root, RefreshToken)),
                ResourceUrl = OptionalText(root, ResourceUrl),
                ExpiresAt = Expiry(root),
                OtherMembers = [.. root.EnumerateObject().Where(m => !IsKnown(m)).Select(m => KeyValuePair.Create(m.Name, m.Value.Clone()))],
            };
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                utf8.IsEmpty ? "it is empty" : $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1} is not valid JSON");
        }
    }

    /// <summary>The file's content: indented by two spaces, no byte order mark, the unknown members after the known.</summary>
    public static byte[] Write(OAuthCredentials credentials)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, Indented))
        {
            json.WriteStartObject();
            json.WriteString(AccessToken, credentials.AccessToken.Reveal());
            json.WriteString(TokenType, credentials.TokenType);
            json.WriteString(RefreshToken, credentials.RefreshToken.Reveal());
            if (credentials.ResourceUrl is { } resourceUrl)
                json.WriteString(ResourceUrl, resourceUrl);
            json.WriteNumber(ExpiryDate, credentials.ExpiresAt.ToUnixTimeMilliseconds());
            foreach (var (name, value) in credentials.OtherMembers)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return content.ToArray();
    }

    // A resource_url of another type is not understood, and so kept as it is.
    private static bool IsKnown(JsonProperty member) => member.Name is AccessToken or TokenType or RefreshToken or ExpiryDate
        || (member.Name == ResourceUrl && member.Value.ValueKind == JsonValueKind.String);

    private static string Text(JsonElement root, string name) => OptionalText(root, name) is { Length: > 0 } text
        ? text
        : throw new FormatException($"{name} is missing, empty or no string");

    private static string? OptionalText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset Expiry(JsonElement root)
    {
        if (!root.TryGetProperty(ExpiryDate, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var milliseconds))
            throw new FormatException($"{ExpiryDate} is missing or no number");
        var latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(milliseconds, 0, latest));
    }
}
