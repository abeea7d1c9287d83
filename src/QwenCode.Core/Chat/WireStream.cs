namespace QwenCode.Chat;

/// <summary>What a service answers while it still answers.</summary>
/// <param name="head">Status, media type and headers; the body too where the status is not one of success.</param>
/// <param name="body">The body as it arrives.</param>
/// <param name="release">Gives the connection back.</param>
internal sealed class WireStream(WireAnswer head, Stream body, Action release) : IDisposable
{
    /// <summary>Status, media type and headers; the body too where the status is not one of success.</summary>
    public WireAnswer Head => head;

    /// <summary>The body as it arrives.</summary>
    public Stream Body => body;

    /// <inheritdoc/>
    public void Dispose() => release();
}
