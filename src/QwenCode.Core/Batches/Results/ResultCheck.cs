using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>What a downloaded file of results looks like.</summary>
/// <param name="Own">Number of lines that are results of the requests.</param>
/// <param name="IsTorn">Whether the last line has no break and cannot be read: the file is incomplete.</param>
internal sealed record ResultCheck(int Own, bool IsTorn)
{
    /// <summary>Reads a file once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOwn">Whether a <c>custom_id</c> is that of one of the requests.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ResultCheck Of(string path, Predicate<string> isOwn)
    {
        using var files = new ResultFiles();
        var (own, isLastReadable) = (0, true);
        files.Add(path, (line, _) =>
        {
            isLastReadable = line is not null;
            own += line?.CustomId is { } id && isOwn(id) ? 1 : 0;
        });
        return new ResultCheck(own, !isLastReadable && !EndsWithBreak(path));
    }

    private static bool EndsWithBreak(string path)
    {
        using var file = FileReader.OpenRegular(path, long.MaxValue, FileAccess.Read);
        if (file.Length == 0)
            return true;
        file.Position = file.Length - 1;
        return file.ReadByte() == '\n';
    }
}
