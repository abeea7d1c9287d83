using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Files;
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

    /// <summary>The credential in <paramref name="utf8"/>; a byte order mark is ignored.</summary>
    /// <exception cref="FormatException">
    /// It is not one; the message is the reason and contains nothing of the content. The inner exception is a <see cref="JsonException"/> if another
    /// program may not have finished writing it.
    /// </exception>
    public static OAuthCredentials Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(ByteOrderMark.Skip(utf8));
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                utf8.IsEmpty ? "it is empty" : $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1} is not valid JSON", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new FormatException("it contains text that is not valid Unicode");
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
            foreach (var (name, value) in credentials.OtherMembers.Where(m => m.Key != ResourceUrl || credentials.ResourceUrl is null))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return content.ToArray();
    }

    private static OAuthCredentials Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("it does not contain a JSON object");
        return new OAuthCredentials
        {
            AccessToken = new Secret(Token(root, AccessToken)),
            TokenType = Token(root, TokenType),
            RefreshToken = new Secret(Token(root, RefreshToken)),
            ResourceUrl = Url(root),
            ExpiresAt = Expiry(root),
            OtherMembers = [.. root.EnumerateObject().Where(m => !IsKnown(m)).Select(Kept)],
        };
    }

    // What cannot be written back is detected now, and not after the refresh token has been used.
    private static KeyValuePair<string, JsonElement> Kept(JsonProperty member)
    {
        using var nowhere = new Utf8JsonWriter(Stream.Null);
        member.Value.WriteTo(nowhere);
        return KeyValuePair.Create(member.Name, member.Value.Clone());
    }

    // A resource_url of another type is not understood, and so kept as it is.
    private static bool IsKnown(JsonProperty member) => member.Name is AccessToken or TokenType or RefreshToken or ExpiryDate
        || (member.Name == ResourceUrl && member.Value.ValueKind == JsonValueKind.String);

    private static string Token(JsonElement root, string name)
    {
        if (OptionalText(root, name) is not { Length: > 0 } text)
            throw new FormatException($"{name} is missing, empty or not a string");
        return TokenRule.IsToken(text) ? text : throw new FormatException($"{name} is too long or contains characters that cannot be sent");
    }

    private static string? Url(JsonElement root)
    {
        var url = OptionalText(root, ResourceUrl);
        return url is null || TokenRule.IsUrl(url) ? url : throw new FormatException($"{ResourceUrl} is too long or contains control characters");
    }

    private static string? OptionalText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset Expiry(JsonElement root)
    {
        if (!root.TryGetProperty(ExpiryDate, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var milliseconds))
            throw new FormatException($"{ExpiryDate} is missing or not a number");
        var latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(milliseconds, 0, latest));
    }
}
