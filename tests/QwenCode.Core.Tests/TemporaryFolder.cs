using System.Diagnostics;
using System.Text;

namespace QwenCode.Core.Tests;

/// <summary>A folder of its own for a test, with its links resolved, and gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly List<IDisposable> _locks = [];

    public TemporaryFolder() =>
        Root = new QwenCode.Configuration.FileProbe().ResolveLinks(Directory.CreateTempSubdirectory("qwen-test-").FullName);

    public string Root { get; }

    /// <summary>An absolute path in the folder; <c>/</c> separates.</summary>
    public string At(string path) => Path.GetFullPath(path, Root);

    public string Folder(string path) => Directory.CreateDirectory(At(path)).FullName;

    public string Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public string Write(string path, byte[] content)
    {
        var file = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>Writes a file that can be executed.</summary>
    public string Program(string path, string text = "#!/bin/sh\n")
    {
        var file = Write(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    /// <summary>Creates a named pipe.</summary>
    public string Pipe(string path)
    {
        var pipe = At(path);
        using var process = Process.Start("mkfifo", pipe);
        process.WaitForExit();
        return pipe;
    }

    /// <summary>Makes a link to a file or directory; skips the test if the system does not allow links.</summary>
    public string Link(string path, string target)
    {
        var link = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        try
        {
            return Directory.Exists(target)
                ? Directory.CreateSymbolicLink(link, target).FullName
                : File.CreateSymbolicLink(link, target).FullName;
        }
        catch (Exception exception) when (OperatingSystem.IsWindows() && exception is IOException or UnauthorizedAccessException)
        {
            Assert.Skip("This account may not make symbolic links.");
            throw;
        }
    }

    /// <summary>Creates a file that cannot be read: by its mode, which root ignores, and by a lock, which holds for root too.</summary>
    public void MakeUnreadable(string path)
    {
        var file = At(path);
        _locks.Add(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.None);
    }

    public void Dispose()
    {
        _locks.ForEach(l => l.Dispose());
        Directory.Delete(Root, recursive: true);
    }
}
