using System.Buffers;

namespace QwenCode.Chat;

/// <summary>
/// Reads the data of server-sent events (WHATWG HTML, section 9.2.6) as bytes. Lines end in LF, CRLF or CR; comments and the fields
/// <c>event</c>, <c>id</c> and <c>retry</c> are passed over; the data of several lines are joined by LF.
/// </summary>
internal sealed class EventStreamReader(Stream stream)
{
    private const int InitialSize = 16 * 1024;

    private byte[] _buffer = new byte[InitialSize];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _skipLineFeed;
    private bool _begun;
    private ArrayBufferWriter<byte>? _preamble = new();
    private bool _hasData;
    private byte[] _data = [];
    private int _dataLength;

    /// <summary>The data of the event that <see cref="ReadAsync"/> found; valid until its next call.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>All that arrived where no event with data did: the body of a server that answers without streaming.</summary>
    public ReadOnlyMemory<byte> WithoutEvents => _preamble?.WrittenMemory ?? default;

    /// <summary>Reads on to the end of the next event with data; <see langword="false"/> where the stream ended first.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>Data at the end of the stream without the blank line that completes an event count as one, since servers leave it out.</remarks>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _hasData = false;
        _dataLength = 0;
        while (true)
        {
            while (TryReadLine(out var start, out var length))
            {
                if (TakeLine(start, length))
                    return true;
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return TakeRest();
        }
    }

    private bool TryReadLine(out int start, out int length)
    {
        (start, length) = (0, 0);
        if (_skipLineFeed && _start < _end)
        {
            _skipLineFeed = false;
            if (_buffer[_start] == '\n')
                _start++;
            _scanned = Math.Max(_scanned, _start);
        }

        var found = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            _scanned = _end;
            return false;
        }

        var lineEnd = _scanned + found;
        (start, length) = (_start, lineEnd - _start);
        _skipLineFeed = _buffer[lineEnd] == '\r';
        _start = _scanned = lineEnd + 1;
        return true;
    }

    // True where a blank line completes an event that has data.
    private bool TakeLine(int start, int length)
    {
        var line = _buffer.AsMemory(start, length);
        if (length == 0)
        {
            if (!_hasData)
                return false;
            Data = _dataLength > 0 ? _data.AsMemory(0, _dataLength) : Data;
            return true;
        }

        if (!line.Span.StartsWith("data"u8) || (length > 4 && line.Span[4] != (byte)':'))
            return false;
        var value = length <= 5 ? default : line[(line.Span[5] == ' ' ? 6 : 5)..];
        if (_hasData)
        {
            if (_dataLength == 0)
                Append(Data.Span);
            Append("\n"u8);
            Append(value.Span);
        }
        else
        {
            // The bytes of a single line stay where they are in the buffer, unless the buffer moves before the blank line is there.
            Data = value;
            _hasData = true;
            _preamble = null;
        }

        return false;
    }

    private bool TakeRest()
    {
        if (_end > _start)
        {
            TakeLine(_start, _end - _start);
            _start = _scanned = _end;
        }

        if (_hasData && _dataLength > 0)
            Data = _data.AsMemory(0, _dataLength);
        return _hasData;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_hasData && _dataLength == 0)
            Append(Data.Span);
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _scanned, _start) = (_end - _start, _scanned - _start, 0);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _preamble?.Write(_buffer.AsSpan(_end, read));
        _end += read;
        if (!_begun && _end >= 3)
        {
            _begun = true;
            if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
                _start = _scanned = 3;
        }

        return read > 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_dataLength + bytes.Length > _data.Length)
            Array.Resize(ref _data, Math.Max(_dataLength + bytes.Length, 2 * _data.Length));
        bytes.CopyTo(_data.AsSpan(_dataLength));
        _dataLength += bytes.Length;
    }
}
