using System.Diagnostics;
using System.Text;
using QwenCode.Files;

namespace QwenCode.Console;

/// <summary>Copies text to the clipboard: with the system's program, or through the terminal.</summary>
internal static class Clipboard
{
    // In Base64 some 99,000 characters; terminals and multiplexers ignore a longer sequence.
    private const int MostBytes = 74_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Copies a text with a program.</summary>
    /// <returns>Whether there is one, and it took the text.</returns>
    public static async Task<bool> TryCopyAsync(string text, CancellationToken cancellationToken)
    {
        if (Program() is not { } program)
            return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program.Path, program.Arguments) { RedirectStandardInput = true, UseShellExecute = false });
            return process is not null && await CopyAsync(process, program.Encoding.GetBytes(text), limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or System.ComponentModel.Win32Exception
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>The sequence by which a terminal copies a text (OSC 52); <see langword="null"/> if the text is too long for it.</summary>
    public static string? Sequence(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length > MostBytes ? null : $"\u001B]52;c;{Convert.ToBase64String(bytes)}\u0007";
    }

    private static async Task<bool> CopyAsync(Process process, byte[] text, CancellationToken cancellationToken)
    {
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(text, cancellationToken).ConfigureAwait(false);
            input.Close();
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0;
        }
        finally
        {
            // One that hangs is not left behind.
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static (string Path, string[] Arguments, Encoding Encoding)? Program()
    {
        if (OperatingSystem.IsWindows())
            return (Path.Join(Environment.SystemDirectory, "clip.exe"), [], new UnicodeEncoding(bigEndian: false, byteOrderMark: false));
        if (OperatingSystem.IsMacOS())
            return ("/usr/bin/pbcopy", [], new UTF8Encoding(false));
        if (IsSet("WAYLAND_DISPLAY") && ProgramPath.Find("wl-copy", Environment.GetEnvironmentVariable("PATH")) is { } wayland)
            return (wayland, [], new UTF8Encoding(false));
        return IsSet("DISPLAY") && ProgramPath.Find("xclip", Environment.GetEnvironmentVariable("PATH")) is { } x11 ? (x11, ["-selection", "clipboard", "-in"], new UTF8Encoding(false)) : null;
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
