using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Writes <c>file</c> objects.</summary>
internal static class BatchFileJson
{
    public static byte[] Write(BatchFile file, bool pending) => JsonBytes.Object(json => Members(json, file, pending));

    public static byte[] WriteDeleted(string id) => JsonBytes.Object(json =>
    {
        json.WriteString("id", id);
        json.WriteString("object", "file");
        json.WriteBoolean("deleted", true);
    });

    public static void Members(Utf8JsonWriter json, BatchFile file, bool pending)
    {
        json.WriteString("id", file.Id);
        json.WriteString("object", "file");
        json.WriteNumber("bytes", file.Length);
        json.WriteNumber("created_at", file.CreatedAt.ToUnixTimeSeconds());
        if (file.ExpiresAt is { } expiry)
            json.WriteNumber("expires_at", expiry.ToUnixTimeSeconds());
        json.WriteString("filename", file.Name);
        json.WriteString("purpose", file.Purpose);
        json.WriteString("status", pending ? "pending" : "processed");
        json.WriteNull("status_details");
    }
}
