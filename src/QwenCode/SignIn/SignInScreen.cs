using System.Management.Automation;
using System.Management.Automation.Host;
using QwenCode.Commands;
using QwenCode.OAuth;
using QwenCode.Pipeline;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Shows a sign-in on the host: QR code, page, code, and the remaining time.</summary>
/// <param name="command">The cmdlet that writes; used only on the pipeline thread.</param>
/// <param name="server">The sign-in service.</param>
/// <param name="qrCode">Draws the QR code.</param>
internal sealed class SignInScreen(QwenCommand command, OAuthServer server, Func<IQrCode> qrCode)
{
    private const string Activity = "Waiting for approval";

    // Two lines of text and two of progress.
    private const int OtherLines = 4;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1.5);
    private static readonly Size UsualSize = new(80, 24);

    private TimeSpan _lifetime;
    private DeviceWait? _wait;
    private long _waitStart;

    /// <summary>Shows page and code, and opens the browser if that is wanted and possible.</summary>
    /// <param name="authorization">What the server returned.</param>
    /// <param name="openBrowser">Whether a browser may be opened.</param>
    /// <remarks>The text comes last: in a low window the top of the QR code scrolls away.</remarks>
    public void Show(DeviceAuthorization authorization, bool openBrowser)
    {
        var page = authorization.PageOn(server)!;
        if (authorization.ForeignPage(server) is { } foreign)
            command.WriteWarning($"The sign-in service also named a page on {HostRule.Shown(foreign)}, which is not shown because it is not an https page of {server.BaseUri.IdnHost}.");
        ShowQrCode(page.AbsoluteUri);
        command.WriteHostLine("Open this page and approve the sign-in:");
        command.WriteHostLine(UrlText.ToOpen(page));
        command.WriteHostLine($"Code: {authorization.UserCode}");
        if (openBrowser)
            OpenBrowser(page);
    }

    /// <summary>Shows the remaining time.</summary>
    public void ShowProgress(DeviceWait wait)
    {
        (_wait, _waitStart) = (wait, TimeProvider.System.GetTimestamp());
        _lifetime = wait.TimeLeft > _lifetime ? wait.TimeLeft : _lifetime;
        WriteProgress(wait);
    }

    /// <summary>Shows the remaining time while the service is slow to respond, which it does not report.</summary>
    public void RenewProgress()
    {
        if (_wait is { } wait && TimeProvider.System.GetElapsedTime(_waitStart) is var passed && passed > ReportInterval && passed < wait.TimeLeft)
            WriteProgress(wait with { TimeLeft = wait.TimeLeft - passed });
    }

    /// <summary>Removes the progress bar.</summary>
    public void Complete()
    {
        _wait = null;
        if (_lifetime > TimeSpan.Zero)
            command.WriteProgress(new ProgressRecord(ProgressIds.SignIn, Activity, "done") { RecordType = ProgressRecordType.Completed });
    }

    private void WriteProgress(DeviceWait wait)
    {
        var left = $"{(int)wait.TimeLeft.TotalMinutes}:{wait.TimeLeft.Seconds:00} left";
        command.WriteProgress(new ProgressRecord(ProgressIds.SignIn, Activity, wait.TransientError is null ? $"{left}, Ctrl+C cancels" : $"{left}; {wait.TransientError}, retrying")
        {
            PercentComplete = _lifetime > TimeSpan.Zero ? (int)Math.Clamp(100 * (1 - (wait.TimeLeft / _lifetime)), 0, 100) : 0,
        });
    }

    private void OpenBrowser(Uri page)
    {
        if (BrowserRule.Current.ReasonNotToOpen() is { } reason)
            command.WriteVerbose($"No browser was opened: {reason}.");
        else if (!BrowserLauncher.TryOpen(page))
            command.WriteVerbose("No browser could be started.");
    }

    private void ShowQrCode(string page)
    {
        var window = WindowSize();
        var linesOfPage = (page.Length + window.Width - 1) / window.Width;
        var lines = qrCode().Draw(page, window.Width, window.Height - OtherLines - linesOfPage);
        if (lines.Count == 0)
            command.WriteHostLine("(The window is too narrow for a QR code.)");

        // The colors make the code readable for cameras on a light console too.
        foreach (var line in lines)
            command.WriteHostLine(line, ConsoleColor.White, ConsoleColor.Black);
    }

    // A host without a screen throws or returns zero.
    private Size WindowSize()
    {
        try
        {
            var size = command.Host.UI.RawUI.WindowSize;
            return size is { Width: > 0, Height: > 0 } ? size : UsualSize;
        }
        catch (Exception exception) when (exception is NotImplementedException or NotSupportedException or InvalidOperationException or IOException or HostException)
        {
            return UsualSize;
        }
    }
}
