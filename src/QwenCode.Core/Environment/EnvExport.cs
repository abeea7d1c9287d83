using System.Text;

namespace QwenCode.Environment;

/// <summary>Decides which variables of a <c>.env</c> file may be put into the process environment.</summary>
internal static class EnvExport
{
    // Code is loaded or started by these in this process, in its children, or in common runtimes; so they come from no file.
    private static readonly string[] Loaders =
    [
        "LD_", "DYLD_", "DOTNET_", "COMPLUS_", "CORECLR_", "COR_", "CORHOST_", "COREHOST_", "MONO_", "NODE_OPTIONS", "NODE_PATH", "NODE_REPL_EXTERNAL_MODULE", "BASH_ENV", "BASH_FUNC_",
        "BASHOPTS", "SHELLOPTS", "PS4", "ENV", "FPATH", "ZDOTDIR", "PROMPT_COMMAND", "PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPLATLIBDIR", "PYTHONBREAKPOINT",
        "PYTHONWARNINGS", "PYTHONPYCACHEPREFIX", "PERL5LIB", "PERL5OPT", "PERL5DB", "PERLLIB", "RUBYOPT", "RUBYLIB", "GEM_HOME", "GEM_PATH", "LUA_", "PHPRC", "PHP_INI_SCAN_DIR", "R_PROFILE",
        "R_PROFILE_USER", "R_ENVIRON", "R_ENVIRON_USER", "JULIA_LOAD_PATH", "JULIA_DEPOT_PATH", "ERL_AFLAGS", "ERL_FLAGS", "ERL_ZFLAGS", "ERL_LIBS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS", "CLASSPATH", "MAVEN_OPTS", "MAVEN_ARGS", "GRADLE_OPTS", "SBT_OPTS", "GCONV_PATH", "GTK_MODULES", "GTK_PATH", "GIO_EXTRA_MODULES", "GIO_MODULE_DIR", "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH", "GST_PLUGIN_PATH",
    ];

    // Programs are found or told what to run, files are looked for, hosts are reached or trusted by these; a project has no say in them.
    private static readonly string[] Trust =
    [
        "PATH", "PATHEXT", "COMSPEC", "SHELL", "CDPATH", "HOME", "HOMEDRIVE", "HOMEPATH", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "SYSTEMROOT", "WINDIR",
        "TMP", "TEMP", "TMPDIR", "XDG_", "PSMODULEPATH", "PSMODULEANALYSISCACHEPATH", "POWERSHELL_", "__PSLOCKDOWNPOLICY", "VISUAL", "LESSOPEN", "LESSCLOSE", "DISPLAY", "WAYLAND_DISPLAY",
        "GIT_", "GH_", "SSH_", "GPG_", "SUDO_", "SYSTEMD_", "TERMINFO", "TERMINFO_DIRS", "FZF_", "STARSHIP_CONFIG", "RIPGREP_CONFIG_PATH", "CC", "CXX", "MAKEFLAGS", "CARGO_", "RUSTC", "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER", "RUSTUP_", "RUSTFLAGS", "GOENV", "GOFLAGS", "GOROOT", "GOSUMDB", "GOTOOLCHAIN", "JAVA_HOME", "MSBUILDSDKSPATH", "NUGET_", "NPM_CONFIG_", "PIP_", "UV_", "BUNDLE_",
        "DOCKER_", "KUBECONFIG", "HELM_", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CA_BUNDLE", "AWS_ENDPOINT_URL", "AZURE_CONFIG_DIR", "CLOUDSDK_", "TF_CLI_",
        "SSL_", "SSLKEYLOGFILE", "NODE_EXTRA_CA_CERTS", "NODE_TLS_", "REQUESTS_CA_BUNDLE", "CURL_", "OPENSSL_", "HOSTALIASES", "LOCALDOMAIN", "RES_OPTIONS",
        "AZURE_AUTHORITY_HOST", "AZURE_POD_IDENTITY_AUTHORITY_HOST", "MSAL_", "IDENTITY_", "MSI_", "IMDS_",
        "QWEN_HOME", "QWEN_OAUTH_", "QWEN_RUNTIME_DIR", "QWEN_CODE_", ResolvedEnvironment.StrictVariable, ExportedVariables.Variable, "CI",
    ];

    private static readonly string[] TrustEnds = ["PROXY", "PAGER", "EDITOR", "BROWSER", "ASKPASS"];

    /// <summary>Why a variable of a file is not imported; <see langword="null"/> if it may be.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    /// <param name="origin">Whose the file is.</param>
    public static string? Refusal(string name, string value, FileOrigin origin)
    {
        if (IsOneOf(Loaders, name))
            return "it makes programs load code, so it is not imported from any file";
        if (!origin.Author.IsTrusted && (IsOneOf(Trust, name) || Array.Exists(TrustEnds, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))))
            return "it determines what is trusted or which programs start, so it is not imported from a project";
        // The system keeps what stands before it: another value than the one whose author is noted.
        if (value.Contains('\0', StringComparison.Ordinal))
            return "its value contains a NUL character, which a process variable cannot hold";
        if (Encoding.UTF8.GetByteCount(value) > ExportedVariables.MostCharacters)
            return "its value is too long for a process variable";
        return null;
    }

    // What ends in an underscore is the beginning of names.
    private static bool IsOneOf(string[] names, string name) => Array.Exists(names, known =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || (known.EndsWith('_') && name.StartsWith(known, StringComparison.OrdinalIgnoreCase)));
}
