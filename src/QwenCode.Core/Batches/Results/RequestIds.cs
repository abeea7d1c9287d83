using System.Globalization;
using QwenCode.Chat;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>The <c>custom_id</c> of each line of a file of requests. If they are the numbers from 1, as this module writes them, none is kept.</summary>
internal sealed class RequestIds
{
    private Dictionary<string, int>? _indexes;

    /// <summary>Number of requests.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or has a line that is not a request.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static RequestIds Of(string path)
    {
        var ids = new RequestIds();
        using var file = FileReader.OpenRegular(path, ResultFiles.LargestFile, FileAccess.Read);
        var lines = new LineReader(file);
        while (Next(lines) is { } line)
        {
            var id = ResultLine.Read(line)?.CustomId ?? throw new UnusableFileException($"its line {ids.Count + 1} has no custom_id");
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>The next line that is not empty; <see langword="null"/> at the end.</summary>
    public static ReadOnlyMemory<byte>? Next(LineReader lines)
    {
        while (lines.Next(InputLimits.Line) is { } line)
        {
            if (!line.Span.Trim(" \r\t"u8).IsEmpty)
                return line;
        }

        return null;
    }

    /// <summary>The index of a request, from 0; -1 if there is none.</summary>
    public int IndexOf(string id)
    {
        if (_indexes is not null)
            return _indexes.TryGetValue(id, out var index) ? index : -1;
        return RequestNumber.Of(id) is >= 1 and var number && number <= Count ? (int)number - 1 : -1;
    }

    private void Add(string id)
    {
        if (_indexes is null && RequestNumber.Of(id) != Count + 1)
            _indexes = Enumerable.Range(1, Count).ToDictionary(number => number.ToString(CultureInfo.InvariantCulture), number => number - 1);
        if (_indexes?.TryAdd(id, Count) == false)
            throw new UnusableFileException($"its line {Count + 1} has the custom_id of another");
        Count++;
    }
}
