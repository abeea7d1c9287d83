namespace QwenCode.Http;

/// <summary>What is sent to a service.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="baseUrl">The endpoint's base URL.</param>
/// <param name="path">The path below the base URL, without a slash before it.</param>
/// <param name="body">The body; empty for a request without one.</param>
internal sealed class ServiceRequest(string method, Uri baseUrl, string path, ReadOnlyMemory<byte> body)
{
    /// <summary>The HTTP method.</summary>
    public string Method => method;

    /// <summary>The endpoint's base URL.</summary>
    public Uri BaseUrl => baseUrl;

    /// <summary>The path below the base URL, without a slash before it.</summary>
    public string Path => path;

    /// <summary>The body; empty for a request without one.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The query with its question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The file that is sent instead of a body; <see langword="null"/> for none.</summary>
    public FileUpload? Upload { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The headers, that of the credential among them.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
