using QwenCode.Files;

namespace QwenCode.Chat;

/// <summary>Writes at the end of a saved conversation's file, so that a killed process leaves whole lines and at most one torn one.</summary>
internal static class ConversationFile
{
    /// <summary>Creates the file, which only the owner can read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="content">Its first lines.</param>
    /// <exception cref="IOException">It exists, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        using var stream = PrivateFile.CreateNew(path);
        try
        {
            PrivateFile.Write(stream, content);
        }
        catch
        {
            PrivateFile.TryDelete(path);
            throw;
        }
    }

    /// <summary>Appends a line, after a line break if the file does not end in one.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="line">The line, with its break.</param>
    /// <param name="fromStart">Whether it replaces what is there.</param>
    /// <exception cref="IOException">There is no file, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Append(string path, ReadOnlySpan<byte> line, bool fromStart = false)
    {
        using var stream = FileReader.OpenRegular(path, LogReader.LargestFile - line.Length, FileAccess.ReadWrite);
        if (fromStart)
            stream.SetLength(0);
        var end = stream.Length;
        if (end > 0)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() != '\n')
                line = (byte[])[(byte)'\n', .. line];
        }

        try
        {
            PrivateFile.Write(stream, line);
        }
        catch (IOException)
        {
            TryTruncate(stream, end);
            throw;
        }
    }

    // What is left of the line is ignored if this fails, too.
    private static void TryTruncate(FileStream stream, long length)
    {
        try
        {
            stream.SetLength(length);
        }
        catch (IOException)
        {
        }
    }
}
