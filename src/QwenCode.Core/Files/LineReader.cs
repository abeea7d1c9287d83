namespace QwenCode.Files;

/// <summary>Reads a file line by line, each up to a limit. A byte order mark of UTF-8 at the beginning is not part of the first line.</summary>
/// <param name="stream">The file, at its beginning.</param>
/// <param name="bufferSize">Number of bytes that are read at once.</param>
internal sealed class LineReader(Stream stream, int bufferSize = LineReader.DefaultBufferSize)
{
    private const int DefaultBufferSize = 16 * 1024;

    private byte[] _buffer = new byte[bufferSize];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private bool _isBegun;

    /// <summary>The offset of the last line in the file.</summary>
    public long Start { get; private set; }

    /// <summary>The offset of what follows the last line and its break.</summary>
    public long End { get; private set; }

    /// <summary>Whether the last line had a line break.</summary>
    public bool EndsWithBreak { get; private set; } = true;

    /// <summary>The next line without its break, valid until the next call; <see langword="null"/> at the end.</summary>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <exception cref="UnusableFileException">The line is longer.</exception>
    public ReadOnlyMemory<byte>? Next(int limit)
    {
        if (!_isBegun)
            SkipMark();
        for (var searched = 0; ;)
        {
            var index = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (index >= 0)
                return Take(searched + index, hasBreak: true);
            searched = _end - _start;
            if (searched > limit)
                throw new UnusableFileException($"a line of it has more than the limit of {limit / 1048576.0:0.##} MB") { IsRegularFile = true, IsTooLarge = true };
            if (_isAtEnd)
                return searched == 0 ? (ReadOnlyMemory<byte>?)null : Take(searched, hasBreak: false);
            Fill();
        }
    }

    private ReadOnlyMemory<byte> Take(int length, bool hasBreak)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + (hasBreak ? 1 : 0);
        Start = End;
        End += length + (hasBreak ? 1 : 0);
        EndsWithBreak = hasBreak;
        return line;
    }

    private void SkipMark()
    {
        _isBegun = true;
        while (_end < ByteOrderMark.Utf8.Length && !_isAtEnd)
            Fill();
        if (!ByteOrderMark.Begins(_buffer.AsSpan(0, _end)))
            return;
        _start = ByteOrderMark.Utf8.Length;
        End = ByteOrderMark.Utf8.Length;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
    }
}
