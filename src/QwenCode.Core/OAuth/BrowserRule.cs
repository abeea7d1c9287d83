namespace QwenCode.OAuth;

/// <summary>The kinds of operating system that open a browser differently.</summary>
internal enum OperatingSystemKind
{
    Windows,
    MacOS,
    Linux,
}

/// <summary>Decides whether a browser may be opened, and with what.</summary>
/// <param name="variable">Looks up a process variable.</param>
/// <param name="system">The system that this runs on.</param>
internal sealed class BrowserRule(Func<string, string?> variable, OperatingSystemKind system)
{
    private static readonly string[] Displays = ["DISPLAY", "WAYLAND_DISPLAY", "MIR_SOCKET"];

    /// <summary>The rule for this process.</summary>
    public static BrowserRule Current => new(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows() ? OperatingSystemKind.Windows : OperatingSystem.IsMacOS() ? OperatingSystemKind.MacOS : OperatingSystemKind.Linux);

    /// <summary>The reason why no browser is opened here; <see langword="null"/> if one may be.</summary>
    public string? ReasonNotToOpen()
    {
        if (IsSet("NO_BROWSER"))
            return "NO_BROWSER is set";
        if (IsSet("CI"))
            return "CI is set";
        if (variable("DEBIAN_FRONTEND") == "noninteractive")
            return "DEBIAN_FRONTEND is noninteractive";
        if (variable("BROWSER") == "www-browser")
            return "BROWSER is www-browser";
        if (system == OperatingSystemKind.Linux)
            return Array.Exists(Displays, IsSet) ? null : "there is no graphical display";
        return IsSet("SSH_CONNECTION") ? "this is an SSH session" : null;
    }

    /// <summary>
    /// Whether a URL from the server may be passed to the operating system: an absolute <c>https</c> URL (<c>http</c> to loopback)
    /// whose host is the OAuth host or below it. Anything else might start a program.
    /// </summary>
    public static bool Allows(Uri url, OAuthServer server)
    {
        if (!url.IsAbsoluteUri || url.UserInfo.Length > 0)
            return false;
        var isLoopback = url.IsLoopback && server.BaseUri.IsLoopback;
        return url.Scheme == Uri.UriSchemeHttps
            ? isLoopback || HostRule.IsWithin(url, server.BaseUri.IdnHost)
            : url.Scheme == Uri.UriSchemeHttp && isLoopback;
    }

    private bool IsSet(string name) => !string.IsNullOrEmpty(variable(name));
}
