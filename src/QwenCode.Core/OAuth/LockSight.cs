using System.Security.Cryptography;
using System.Text;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>What tells one lock from another.</summary>
/// <param name="Owner">What its holder wrote into it; empty if it cannot be read.</param>
/// <param name="Written">When it was made.</param>
internal readonly record struct LockSight(string Owner, DateTime Written)
{
    /// <summary>A name for a file, the same for everybody who sees this lock.</summary>
    public string Name => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Owner} {Written.Ticks}")).AsSpan(0, 8));

    /// <summary>The lock at a path; <see langword="null"/> if there is none.</summary>
    /// <exception cref="UnusableFileException">What is there is no file, or far too large, and so nobody's lock.</exception>
    public static LockSight? Of(string path)
    {
        try
        {
            return FileReader.Read(path, FileReader.LargestConfiguration) is { } content
                ? new LockSight(Encoding.UTF8.GetString(content.Bytes).Trim(), File.GetLastWriteTimeUtc(path))
                : null;
        }
        catch (UnusableFileException exception) when (exception.InnerException is not null)
        {
            return new LockSight("", File.GetLastWriteTimeUtc(path));
        }
    }
}
