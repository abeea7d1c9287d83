using System.Security.Cryptography;
using System.Text;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>What distinguishes one lock from another.</summary>
/// <param name="Owner">What its owner wrote into it; empty if it cannot be read.</param>
/// <param name="Written">When it was created.</param>
internal readonly record struct LockSnapshot(string Owner, DateTime Written)
{
    /// <summary>A file name, the same in every process that sees this lock.</summary>
    public string Name => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Owner} {Written.Ticks}")).AsSpan(0, 8));

    /// <summary>The lock at a path; <see langword="null"/> if there is none.</summary>
    /// <exception cref="UnusableFileException">What is there is not a lock: it is not a file, or far too large.</exception>
    public static LockSnapshot? Of(string path)
    {
        try
        {
            return FileReader.Read(path, FileReader.LargestConfiguration) is { } content
                ? new LockSnapshot(Encoding.UTF8.GetString(content.Bytes).Trim(), File.GetLastWriteTimeUtc(path))
                : null;
        }
        catch (UnusableFileException exception) when (exception.InnerException is not null)
        {
            return new LockSnapshot("", File.GetLastWriteTimeUtc(path));
        }
    }
}
