using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>The files of requests, inputs and results of a batch on this machine.</summary>
internal static class BatchFile
{
    /// <summary>Opens a file to read it.</summary>
    /// <exception cref="QwenException">It does not exist or cannot be read (<c>BatchFileInvalid</c>).</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return FileReader.OpenRegular(path, ResultFiles.LargestFile, FileAccess.Read);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw QwenErrors.BatchFileInvalid(path, "it does not exist");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, exception);
        }
    }

    /// <summary>The error for a file that cannot be read.</summary>
    /// <param name="path">The file, or what it is.</param>
    /// <param name="exception">The exception of the read.</param>
    public static QwenException Failure(string path, Exception exception)
    {
        var unusable = UnusableFileException.From(exception);
        return unusable.IsOfSystem ? QwenErrors.BatchUnreadable(path, unusable.Message) : QwenErrors.BatchFileInvalid(path, unusable.Message);
    }
}
