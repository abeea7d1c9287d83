namespace QwenCode.Http;

/// <summary>What is sent to a service.</summary>
internal sealed class ServiceRequest
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The endpoint's base URL.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The path below the base URL, without a slash before it.</summary>
    public required string Path { get; init; }

    /// <summary>The body; empty for a request without one.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The headers, that of the credential among them.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
