using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>
/// Reads the data of server-sent events (WHATWG HTML, section 9.2.6) as bytes. Lines end in LF, CRLF or CR; comments and the fields
/// <c>event</c>, <c>id</c> and <c>retry</c> are ignored; the data of several lines are joined by LF.
/// </summary>
/// <param name="stream">The body.</param>
/// <param name="limit">Maximum number of bytes of one event, and of the answer of a server that does not stream.</param>
internal sealed class EventStreamReader(Stream stream, int limit = ReceiveLimits.DefaultAnswer)
{
    private byte[] _buffer = ArrivalBuffer.Begin();
    private int _start;
    private int _scanned;
    private int _end;
    private bool _skipLineFeed;
    private bool _mayHaveMark = true;
    private bool _hasEvents;
    private bool _hasData;
    private bool _isTaken;
    private byte[] _data = [];
    private int _dataLength;

    /// <summary>Whether a whole body is an event stream, by its media type or its beginning.</summary>
    public static bool HoldsEvents(BufferedResponse answer)
    {
        var begin = answer.Json.Span.TrimStart("\r\n"u8);
        return answer.ContentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase)
            || begin.StartsWith(":"u8) || begin.StartsWith("data:"u8) || begin.StartsWith("event:"u8) || begin.StartsWith("id:"u8) || begin.StartsWith("retry:"u8);
    }

    /// <summary>The data of the event that was found last; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>All that was received if there was no event with data: the body of a server that does not stream.</summary>
    public ReadOnlyMemory<byte> WithoutEvents => _hasEvents ? default : _buffer.AsMemory(0, _end);

    /// <summary>Finds the next event with data among the bytes that have arrived; <see langword="false"/> if more are needed.</summary>
    /// <exception cref="ResponseTooLargeException">The event goes beyond the limit.</exception>
    public bool TryRead()
    {
        BeginEvent();
        while (TryReadLine(out var start, out var length))
        {
            if (TakeLine(start, length))
                return true;
        }

        return false;
    }

    /// <summary>Once the stream has ended: the event that lacks the blank line at its end, since servers leave that out.</summary>
    /// <exception cref="ResponseTooLargeException">The event goes beyond the limit.</exception>
    public bool TryReadRest()
    {
        BeginEvent();
        if (_end > _start)
            TakeLine(_start, _end - _start);
        _start = _scanned = _end;
        return _hasData && Complete();
    }

    /// <summary>Waits for more bytes; <see langword="false"/> if the stream has ended.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ResponseTooLargeException">An event goes beyond the limit.</exception>
    public ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var reading = stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Take(reading.Result)) : AwaitAsync(reading);
    }

    /// <summary>Forgets all that has arrived.</summary>
    public void Discard() => _start = _scanned = _end;

    private async ValueTask<bool> AwaitAsync(ValueTask<int> reading) => Take(await reading.ConfigureAwait(false));

    private bool Take(int read)
    {
        _end += read;
        return read > 0;
    }

    private void BeginEvent()
    {
        if (!_isTaken)
            return;
        _isTaken = _hasData = false;
        _dataLength = 0;
    }

    private bool Complete()
    {
        if (_dataLength > 0)
            Data = _data.AsMemory(0, _dataLength);
        return _isTaken = true;
    }

    private bool TryReadLine(out int start, out int length)
    {
        (start, length) = (0, 0);
        if (!SkipMark())
            return false;
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

    // False while the bytes that have arrived may still become a byte order mark.
    private bool SkipMark()
    {
        if (!_mayHaveMark)
            return true;
        var mark = ByteOrderMark.Utf8;
        var arrived = _buffer.AsSpan(0, _end);
        if (arrived.Length < mark.Length && mark.StartsWith(arrived))
            return false;
        _mayHaveMark = false;
        if (arrived.StartsWith(mark))
            _start = _scanned = mark.Length;
        return true;
    }

    // True if a blank line completes an event that has data.
    private bool TakeLine(int start, int length)
    {
        if (length == 0)
            return _hasData && Complete();
        var line = _buffer.AsMemory(start, length);
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
            _hasData = _hasEvents = true;
        }

        return false;
    }

    private void MakeRoom()
    {
        if (_hasData && !_isTaken && _dataLength == 0)
            Append(Data.Span);
        if (_start > 0 && _hasEvents)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _scanned, _start) = (_end - _start, _scanned - _start, 0);
        }

        EnsureWithinLimit(_end);
        if (_end == _buffer.Length)
            _buffer = ArrivalBuffer.Grow(_buffer, limit);
    }

    private void EnsureWithinLimit(long length)
    {
        if (length < limit)
            return;
        ArrivalBuffer.Release(_buffer);
        (_buffer, _start, _scanned, _end) = ([], 0, 0, 0);
        throw new ResponseTooLargeException(limit);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_dataLength + bytes.Length > _data.Length)
        {
            EnsureWithinLimit((long)_dataLength + bytes.Length);
            Array.Resize(ref _data, (int)Math.Min(Math.Max(_dataLength + bytes.Length, 2L * _data.Length), limit));
        }

        bytes.CopyTo(_data.AsSpan(_dataLength));
        _dataLength += bytes.Length;
    }
}
