using System.ComponentModel;
using System.Diagnostics;
using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>Passes a URL to the operating system.</summary>
internal static class BrowserLauncher
{
    private const string SearchPath = "PATH";

    /// <summary>Opens the page in the user's browser.</summary>
    /// <param name="url">A URL that <see cref="BrowserRule.Allows"/> allows, or a sign-in page of Microsoft's.</param>
    /// <returns>Whether a program was started; a page need not have appeared.</returns>
    public static bool TryOpen(Uri url)
    {
        if (StartInfo(url, Environment.GetEnvironmentVariable(SearchPath)) is not { } start)
            return false;
        try
        {
            using var process = Process.Start(start);
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>
    /// How a page is opened here; <see langword="null"/> if it cannot be. The URL is one argument in escaped form; no shell parses it.
    /// The program is started by its absolute path and outside the current directory, from which it might start another one by name.
    /// </summary>
    /// <param name="url">The page.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    public static ProcessStartInfo? StartInfo(Uri url, string? searchPath)
    {
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            return null;
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(url.AbsoluteUri) { UseShellExecute = true };
        if (ProgramPath.Find(OperatingSystem.IsMacOS() ? "open" : "xdg-open", searchPath) is not { } program)
            return null;
        return new ProcessStartInfo(program)
        {
            ArgumentList = { url.AbsoluteUri },
            UseShellExecute = false,
            WorkingDirectory = Path.GetPathRoot(program)!,
            Environment = { [SearchPath] = string.Join(Path.PathSeparator, ProgramPath.AbsoluteEntries(searchPath)) },
        };
    }
}
