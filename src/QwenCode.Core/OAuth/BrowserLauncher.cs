using System.ComponentModel;
using System.Diagnostics;

namespace QwenCode.OAuth;

/// <summary>Hands a URL to the operating system.</summary>
internal static class BrowserLauncher
{
    /// <summary>Opens the page in the user's browser.</summary>
    /// <param name="url">One that <see cref="BrowserRule.Allows"/> lets pass.</param>
    /// <returns>Whether something was started; a page need not have appeared.</returns>
    public static bool TryOpen(Uri url)
    {
        try
        {
            using var process = Process.Start(StartInfo(url));
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>How a page is opened here. The URL is one argument in its escaped form; no shell reads it.</summary>
    public static ProcessStartInfo StartInfo(Uri url) => OperatingSystem.IsWindows()
        ? new ProcessStartInfo(url.AbsoluteUri) { UseShellExecute = true }
        : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open") { ArgumentList = { url.AbsoluteUri }, UseShellExecute = false };
}
