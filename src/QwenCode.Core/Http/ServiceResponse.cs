namespace QwenCode.Http;

/// <summary>A service's response while it arrives. Disposing of it releases the connection.</summary>
internal abstract class ServiceResponse : IDisposable
{
    /// <summary>The HTTP status.</summary>
    public abstract int Status { get; }

    /// <summary>The body as it arrives, decompressed.</summary>
    public abstract Stream Content { get; }

    /// <summary>The body's media type; empty if there is none.</summary>
    public string ContentType => Header("Content-Type") ?? "";

    /// <summary>Whether the status is one of success.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Looks up a header; <see langword="null"/> if it is missing.</summary>
    public abstract string? Header(string name);

    /// <inheritdoc/>
    public abstract void Dispose();
}
