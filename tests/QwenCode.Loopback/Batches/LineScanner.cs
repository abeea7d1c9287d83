namespace QwenCode.Loopback;

/// <summary>Reads a file line by line, as bytes.</summary>
internal sealed class LineScanner(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The position after the last line that was read.</summary>
    public long Position { get; private set; }

    /// <summary>The next line without its end; false at the end of the file. The bytes are valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Take(searched + found + 1)[..^1];
                return true;
            }

            searched = _end - _start;
            if (_ended)
            {
                line = Take(searched);
                return searched > 0;
            }

            Fill();
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _buffer.AsSpan(_start, count);
        _start += count;
        Position += count;
        return taken;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
