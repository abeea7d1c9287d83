using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QwenCode.ScriptHost;

/// <summary>Frames over a pipe.</summary>
/// <param name="pipe">It is connected.</param>
public sealed class FrameChannel(PipeStream pipe) : IDisposable
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly object _writing = new();
    private readonly StreamReader _reader = new(pipe, new UTF8Encoding(false));

    /// <summary>Sends a frame.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void Send(Frame frame)
    {
        // Serialized, a text has neither a line break nor a lone surrogate that UTF-8 would replace.
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(frame, Options), (byte)'\n'];
        lock (_writing)
            pipe.Write(line);
    }

    /// <summary>Waits for a frame; <see langword="null"/> if the other side is gone.</summary>
    public async Task<Frame?> ReceiveAsync(CancellationToken cancellationToken = default) =>
        await _reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line ? JsonSerializer.Deserialize<Frame>(line, Options) : null;

    /// <inheritdoc/>
    public void Dispose() => pipe.Dispose();
}
