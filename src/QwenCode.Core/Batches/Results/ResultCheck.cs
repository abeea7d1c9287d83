using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>What a downloaded file of results looks like.</summary>
/// <param name="Own">Number of lines that are results of the requests.</param>
/// <param name="EndsTorn">Whether the last line has no break and cannot be read.</param>
/// <param name="First">The first line that is not a result of one of the requests; <see langword="null"/> if there is none.</param>
internal sealed record ResultCheck(int Own, bool EndsTorn, UnusableLine? First)
{
    /// <summary>Reads a file once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOwn">Whether a <c>custom_id</c> is that of one of the requests.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ResultCheck Of(string path, Predicate<string> isOwn)
    {
        using var files = new ResultFiles();
        var (own, isLastReadable, first) = (0, true, (UnusableLine?)null);
        files.Add(path, (line, _, number) =>
        {
            isLastReadable = line is not null;
            if (line?.CustomId is { } id && isOwn(id))
                own++;
            else
                first ??= new UnusableLine(path, number, isLastReadable);
        });
        return new ResultCheck(own, !isLastReadable && !EndsWithBreak(path), first);
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
