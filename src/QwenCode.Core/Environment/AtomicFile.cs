namespace QwenCode.Environment;

/// <summary>Replaces files whole: a reader sees the old content or the new one, never a mixture, and a failure leaves the old one.</summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes beside the file and renames. The file keeps its mode; a new one is the owner's alone.</summary>
    /// <param name="path">The file, absolute; a symbolic link is followed.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = FinalTarget(path);
        CreateFolder(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = Create(temporary, target))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string FinalTarget(string path)
    {
        var link = new FileInfo(path);
        return link.LinkTarget is null ? path : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static FileStream Create(string temporary, string target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
            return new FileStream(temporary, options);

        options.UnixCreateMode = OwnerOnly;
        var stream = new FileStream(temporary, options);
        // Set afterwards, where no umask takes a part of it away.
        File.SetUnixFileMode(stream.SafeFileHandle, File.Exists(target) ? File.GetUnixFileMode(target) : OwnerOnly);
        return stream;
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }
}
