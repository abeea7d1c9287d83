using System.Management.Automation;
using QwenCode.OAuth;

namespace QwenCode.Session;

/// <summary>Shows a login on the host: page, code, QR code, and the time that is left.</summary>
/// <param name="command">The cmdlet that writes; used on the pipeline thread alone.</param>
/// <param name="server">Who logs in.</param>
/// <param name="qrCode">Draws the QR code.</param>
internal sealed class LoginScreen(PSCmdlet command, OAuthServer server, Func<IQrCode> qrCode)
{
    private const int ActivityId = 0x5158;
    private const int UsualWidth = 80;

    private string _title = "";
    private TimeSpan _lifetime;

    /// <summary>Shows page and code, and opens the browser where that is wished and possible.</summary>
    /// <param name="authorization">What the server gave.</param>
    /// <param name="openBrowser">Whether a browser may be opened.</param>
    public void Show(DeviceAuthorization authorization, bool openBrowser)
    {
        _title = $"Waiting for your approval on {authorization.VerificationUri.Host}";
        Line("");
        Line("To log in, open this page and approve:");
        Line("");
        Line($"  {authorization.PageToOpen.AbsoluteUri}");
        Line("");
        Line($"The code there is: {authorization.UserCode}");
        ShowQrCode(authorization.PageToOpen.AbsoluteUri);
        if (openBrowser)
            OpenBrowser(authorization.PageToOpen);
    }

    /// <summary>Shows how much time is left.</summary>
    public void ShowProgress(DeviceWait wait)
    {
        _lifetime = wait.TimeLeft > _lifetime ? wait.TimeLeft : _lifetime;
        var status = wait.Trouble is null ? $"{wait.TimeLeft:mm\\:ss} left, Ctrl-C ends it" : $"{wait.TimeLeft:mm\\:ss} left; {wait.Trouble}, trying again";
        command.WriteProgress(new ProgressRecord(ActivityId, _title, status)
        {
            SecondsRemaining = (int)wait.TimeLeft.TotalSeconds,
            PercentComplete = _lifetime > TimeSpan.Zero ? (int)Math.Clamp(100 * (1 - (wait.TimeLeft / _lifetime)), 0, 100) : 0,
        });
    }

    /// <summary>Takes the progress away.</summary>
    public void Complete()
    {
        if (_title.Length > 0)
            command.WriteProgress(new ProgressRecord(ActivityId, _title, "done") { RecordType = ProgressRecordType.Completed });
    }

    private void OpenBrowser(Uri page)
    {
        if (!BrowserRule.Allows(page, server))
            command.WriteWarning($"The page is not on {server.BaseUri.Host}, so it was not opened; look at it before you do.");
        else if (BrowserRule.Current.Obstacle() is { } obstacle)
            command.WriteVerbose($"No browser was opened: {obstacle}.");
        else if (!BrowserLauncher.TryOpen(page))
            command.WriteVerbose("No browser could be started.");
    }

    private void ShowQrCode(string page)
    {
        var width = Width();
        var lines = qrCode().Draw(page, quietZone: true);
        if (lines[0].Length > width)
            lines = qrCode().Draw(page, quietZone: false);
        if (lines[0].Length > width)
        {
            command.WriteVerbose($"The QR code needs {lines[0].Length} columns and was left out.");
            return;
        }

        Line("");
        foreach (var line in lines)
            Line(line);
        Line("");
    }

    // A host without a screen throws or says zero.
    private int Width()
    {
        try
        {
            var width = command.Host.UI.RawUI.BufferSize.Width;
            return width > 0 ? width : UsualWidth;
        }
        catch (Exception exception) when (exception is NotImplementedException or NotSupportedException or InvalidOperationException
            or IOException or System.Management.Automation.Host.HostException)
        {
            return UsualWidth;
        }
    }

    private void Line(string text) => command.WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);
}
