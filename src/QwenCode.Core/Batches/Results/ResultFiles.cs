using QwenCode.Chat;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>The position of a line in one of several files. It is small, since memory holds one for each request.</summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="Length">Number of bytes without the line break.</param>
/// <param name="File">The number of the file, from 1; 0 for none.</param>
/// <param name="IsSuccess">Whether the line has an answer.</param>
internal readonly record struct LinePosition(long Start, int Length, ushort File, bool IsSuccess);

/// <summary>Files of results, whose lines can be in any order and need not fit into memory: they are found once and read again by their position.</summary>
internal sealed class ResultFiles : IDisposable
{
    /// <summary>Number of bytes that are read from a file of lines at once.</summary>
    public const int BufferSize = 64 * 1024;

    /// <summary>Maximum size of a file of lines, which is never read whole.</summary>
    public const long LargestFile = 1L << 40;

    private readonly List<FileStream> _files = [];
    private byte[] _line = [];

    /// <summary>Reads the lines of a file once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">Called with each line that is not empty, <see langword="null"/> if it cannot be read, its position and its number, from 1.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public void Add(string path, Action<ResultLine?, LinePosition, long> found)
    {
        if (_files.Count == ushort.MaxValue)
            throw new UnusableFileException($"it is one of more than {ushort.MaxValue} files");
        var file = FileReader.OpenRegular(path, LargestFile, FileAccess.Read);
        _files.Add(file);
        var lines = new LineReader(file, BufferSize);
        var number = 0L;
        while (lines.Next(InputLimits.Line) is { } line)
        {
            number++;
            if (line.Span.Trim(" \r\t"u8).IsEmpty)
                continue;
            var result = ResultLine.Read(line);
            found(result, new LinePosition(lines.Start, line.Length, (ushort)_files.Count, result?.IsSuccess == true), number);
        }
    }

    /// <summary>A line; <see langword="null"/> if it cannot be read. It is valid until the next call.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ResultLine? Read(LinePosition position)
    {
        if (_line.Length < position.Length)
            _line = new byte[Math.Max(position.Length, 2 * _line.Length)];
        var line = _line.AsMemory(0, position.Length);
        for (var read = 0; read < line.Length;)
        {
            var more = RandomAccess.Read(_files[position.File - 1].SafeFileHandle, line.Span[read..], position.Start + read);
            if (more == 0)
                throw new UnusableFileException("it was changed while it was read");
            read += more;
        }

        return ResultLine.Read(line);
    }

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());
}
