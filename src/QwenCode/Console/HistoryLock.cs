using System.Diagnostics;
using QwenCode.Files;

namespace QwenCode.Console;

/// <summary>The turn of one console to write a file that several append to: a file beside it, which is locked while it is open and stays.</summary>
internal static class HistoryLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    /// <summary>Waits for the turn; <see langword="null"/> if others have it for too long.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Maximum wait.</param>
    /// <exception cref="IOException">No lock can be created.</exception>
    /// <exception cref="UnauthorizedAccessException">No lock may be created.</exception>
    public static IDisposable? Take(string path, TimeSpan most)
    {
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            if (LockFile.TryOpen($"{path}.lock") is { } file)
                return file;
            if (clock.Elapsed >= most)
                return null;
        }
    }
}
