using QwenCode.Catalogue;
using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>A file of requests for another machine or engine.</summary>
/// <param name="command">The command that writes it.</param>
/// <param name="body">Writes the requests.</param>
/// <param name="path">The file.</param>
internal sealed class RequestFile(QwenCommand command, RequestBody body, string path) : BatchSink
{
    private readonly RequestLine _line = new(BatchRules.ChatEndpoint);
    private LineFile? _file;
    private long _count;

    /// <inheritdoc/>
    public override string Description => path;

    /// <inheritdoc/>
    public override void Open() => _file = Writing(() => File.Exists(path) || Directory.Exists(path) ? throw QwenErrors.OutFileExists(path) : LineFile.Create(path));

    /// <inheritdoc/>
    public override void Add(ChatRequest request, ReadOnlyMemory<byte> input)
    {
        _line.Write(_file!.Buffer, ++_count, body.Write(request).Span);
        if (_file.IsFull)
            Writing(() => command.Await(async _ =>
            {
                await _file.FlushAsync().ConfigureAwait(false);
                return true;
            }));
    }

    /// <inheritdoc/>
    public override QwenException TooLarge(string limit) => QwenErrors.InputTooLarge(limit);

    /// <inheritdoc/>
    public override object Finish()
    {
        if (_count == 0)
            throw QwenErrors.NoBatchInput();
        return Writing(() => command.Await(async _ =>
        {
            await _file!.CompleteAsync().ConfigureAwait(false);
            _file.MoveTo(path, overwrite: false);
            return new FileInfo(path);
        }));
    }

    /// <inheritdoc/>
    public override void Dispose() => _file?.Dispose();

    private T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(path)
                ? QwenErrors.OutFileExists(path)
                : QwenErrors.OutFileUnwritable(path, FileFailure.ReasonOf(exception), exception);
        }
    }
}
