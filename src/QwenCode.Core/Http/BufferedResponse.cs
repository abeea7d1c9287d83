using QwenCode.Files;
using QwenCode.Receiving;

namespace QwenCode.Http;

/// <summary>A response and its body, or a part of it.</summary>
/// <param name="response">Status and headers.</param>
/// <param name="body">The body.</param>
internal sealed class BufferedResponse(ServiceResponse response, ReadOnlyMemory<byte> body)
{
    /// <summary>A response whose body was read.</summary>
    public BufferedResponse(ServiceResponse response, ReceivedBody body)
        : this(response, body.Bytes)
    {
    }

    /// <summary>The HTTP status.</summary>
    public int Status => response.Status;

    /// <summary>The body's media type; empty if there is none.</summary>
    public string ContentType => response.ContentType;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The body without the byte order mark that some servers send before JSON.</summary>
    public ReadOnlyMemory<byte> Json => ByteOrderMark.Skip(body);

    /// <summary>Looks up a header; <see langword="null"/> if it is missing.</summary>
    public string? Header(string name) => response.Header(name);
}
