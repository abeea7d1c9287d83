namespace QwenCode.Environment;

/// <summary>Decides which variables of a <c>.env</c> file may be put into the process environment.</summary>
internal static class EnvExport
{
    // Code is loaded or started by these in this process, in its children, or in common runtimes; so they come from no file.
    private static readonly string[] Loaders =
    [
        "LD_", "DYLD_", "DOTNET_", "COMPLUS_", "CORECLR_", "CORHOST_", "COREHOST_", "NODE_OPTIONS", "BASH_ENV", "ENV", "PROMPT_COMMAND", "PYTHONSTARTUP",
        "PYTHONPATH", "PYTHONHOME", "PERL5LIB", "PERL5OPT", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "GCONV_PATH", "ZDOTDIR",
    ];

    // Programs are found, files are looked for, hosts are reached or trusted by these; a project has no say in them.
    private static readonly string[] Trust =
    [
        "PATH", "PATHEXT", "COMSPEC", "SHELL", "HOME", "HOMEDRIVE", "HOMEPATH", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "SYSTEMROOT", "WINDIR",
        "TMP", "TEMP", "TMPDIR", "XDG_", "PSMODULEPATH", "PSMODULEANALYSISCACHEPATH", "POWERSHELL_", "__PSLOCKDOWNPOLICY", "EDITOR", "VISUAL", "PAGER", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "GIT_",
        "SSH_", "GPG_", "SUDO_", "SSL_", "NODE_EXTRA_CA_CERTS", "NODE_TLS_", "REQUESTS_CA_BUNDLE", "CURL_", "OPENSSL_", "AZURE_AUTHORITY_HOST", "IDENTITY_", "MSI_", "IMDS_",
        "QWEN_HOME", "QWEN_OAUTH_", "QWEN_RUNTIME_DIR", "QWEN_CODE_", ResolvedEnvironment.StrictVariable, ExportedVariables.Variable, "CI",
    ];

    /// <summary>Why a variable of a file is not exported; <see langword="null"/> if it may be.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="origin">Whose the file is.</param>
    public static string? Refusal(string name, FileOrigin origin)
    {
        if (IsOneOf(Loaders, name))
            return "it makes programs load code, so it is taken from no file";
        if (!origin.Author.IsTrusted && (IsOneOf(Trust, name) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)))
            return "it decides what is trusted or which programs start, so it is not taken from a project";
        return null;
    }

    // What ends in an underscore is the beginning of names.
    private static bool IsOneOf(string[] names, string name) => Array.Exists(names, known =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || (known.EndsWith('_') && name.StartsWith(known, StringComparison.OrdinalIgnoreCase)));
}
