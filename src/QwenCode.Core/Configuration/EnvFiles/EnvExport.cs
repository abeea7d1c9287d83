using System.Text;

namespace QwenCode.Configuration;

/// <summary>Decides which variables of a <c>.env</c> file may be set in the process environment.</summary>
internal static class EnvExport
{
    // These load or start code in this process, in its children, or in common runtimes, so they are imported from no file.
    private static readonly string[] Loaders =
    [
        "LD_", "DYLD_", "DOTNET_", "COMPLUS_", "CORECLR_", "COR_", "CORHOST_", "COREHOST_", "MONO_", "NODE_OPTIONS", "NODE_PATH", "NODE_REPL_EXTERNAL_MODULE", "BASH_ENV", "BASH_FUNC_",
        "BASHOPTS", "SHELLOPTS", "PS0", "PS1", "PS2", "PS4", "MAILPATH", "FCEDIT", "NULLCMD", "READNULLCMD", "ENV", "FPATH", "ZDOTDIR", "PROMPT_COMMAND", "PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPLATLIBDIR", "PYTHONBREAKPOINT",
        "PYTHONWARNINGS", "PYTHONPYCACHEPREFIX", "PERL5LIB", "PERL5OPT", "PERL5DB", "PERLLIB", "RUBYOPT", "RUBYLIB", "GEM_HOME", "GEM_PATH", "LUA_", "PHPRC", "PHP_INI_SCAN_DIR", "R_PROFILE",
        "R_PROFILE_USER", "R_ENVIRON", "R_ENVIRON_USER", "JULIA_LOAD_PATH", "JULIA_DEPOT_PATH", "ERL_AFLAGS", "ERL_FLAGS", "ERL_ZFLAGS", "ERL_LIBS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS", "CLASSPATH", "MAVEN_OPTS", "MAVEN_ARGS", "GRADLE_OPTS", "SBT_OPTS", "GCONV_PATH", "GTK_MODULES", "GTK_PATH", "GIO_EXTRA_MODULES", "GIO_MODULE_DIR", "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH", "GST_PLUGIN_PATH", "PYTHONEXECUTABLE", "PYTHONINSPECT", "JRUBY_OPTS", "ANT_OPTS", "ANT_ARGS", "JAVA_OPTS", "JVM_OPTS", "GROOVY_OPTS", "CATALINA_OPTS", "OCAMLRUNPARAM",
        "CAML_LD_LIBRARY_PATH", "TCLLIBPATH", "GUILE_LOAD_PATH", "EMACSLOADPATH", "ELECTRON_RUN_AS_NODE", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "GCC_EXEC_PREFIX", "COMPILER_PATH", "GDK_PIXBUF_MODULE_FILE",
        "GTK_IM_MODULE_FILE", "QML_IMPORT_PATH", "QML2_IMPORT_PATH", "LIBGL_DRIVERS_PATH", "LIBVA_DRIVERS_PATH", "VDPAU_DRIVER_PATH", "VK_ICD_FILENAMES", "VK_DRIVER_FILES", "VK_LAYER_PATH", "VK_ADD_LAYER_PATH", "LADSPA_PATH", "LV2_PATH",
    ];

    // These decide which programs are found or run, which files are searched or written, which hosts are reached or trusted, and what limits apply to them; a project must not set them.
    private static readonly string[] Trust =
    [
        "PATH", "PATHEXT", "COMSPEC", "SHELL", "CDPATH", "HOME", "HOMEDRIVE", "HOMEPATH", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "SYSTEMROOT", "WINDIR",
        "TMP", "TEMP", "TMPDIR", "XDG_", "PSMODULEPATH", "PSMODULEANALYSISCACHEPATH", "POWERSHELL_", "__PSLOCKDOWNPOLICY", "VISUAL", "LESSOPEN", "LESSCLOSE", "DISPLAY", "WAYLAND_DISPLAY",
        "GIT_", "GH_", "SSH_", "GPG_", "SUDO_", "SYSTEMD_", "TERMINFO", "TERMINFO_DIRS", "FZF_", "STARSHIP_CONFIG", "RIPGREP_CONFIG_PATH", "CC", "CXX", "MAKEFLAGS", "CARGO_", "RUSTC", "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER", "RUSTUP_", "RUSTFLAGS", "GOENV", "GOFLAGS", "GOROOT", "GOSUMDB", "GOTOOLCHAIN", "JAVA_HOME", "MSBUILDSDKSPATH", "NUGET_", "NPM_CONFIG_", "PIP_", "UV_", "BUNDLE_",
        "DOCKER_", "KUBECONFIG", "HELM_", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CA_BUNDLE", "AWS_ENDPOINT_URL", "AZURE_CONFIG_DIR", "CLOUDSDK_", "TF_CLI_",
        "SSL_", "SSLKEYLOGFILE", "NODE_EXTRA_CA_CERTS", "NODE_TLS_", "REQUESTS_CA_BUNDLE", "CURL_", "OPENSSL_", "HOSTALIASES", "LOCALDOMAIN", "RES_OPTIONS",
        "LESS", "LESSKEY", "LESSKEYIN", "LESSKEY_", "MORE", "MANOPT", "MANROFFOPT", "MANPATH", "VIMINIT", "GVIMINIT", "EXINIT", "VIM", "VIMRUNTIME", "NVIM_", "INPUTRC", "TAR_OPTIONS", "RSYNC_RSH", "RSYNC_CONNECT_PROG",
        "CVS_RSH", "SVN_SSH", "HGRCPATH", "HGMERGE", "WGETRC", "NETRC", "MAKEFILES", "MFLAGS", "GNUMAKEFLAGS", "CMAKE_", "CCACHE_", "DISTCC_", "PKG_CONFIG", "PKG_CONFIG_PATH", "GOAUTH", "GOCACHEPROG", "GOBIN",
        "GOPATH", "GOINSECURE", "GONOSUMDB", "GOPRIVATE", "YARN_", "PNPM_", "COREPACK_", "BUN_", "DENO_", "VOLTA_", "NVM_", "PYENV_", "RBENV_", "ASDF_", "MISE_", "DIRENV_", "VIRTUAL_ENV", "CONDA_", "POETRY_", "PIPX_",
        "PDM_", "COMPOSER_", "MIX_EXS", "MIX_HOME", "MIX_PATH", "MIX_ARCHIVES", "HEX_HOME", "HEX_MIRROR", "LEIN_", "ANSIBLE_", "VAGRANT_", "PULUMI_HOME", "TERRAGRUNT_", "TF_DATA_DIR", "TF_PLUGIN_CACHE_DIR", "HOMEBREW_", "MSBUILD_", "MSBUILDEXTENSIONSPATH", "CUSTOMBEFOREMICROSOFTCOMMONTARGETS",
        "CUSTOMAFTERMICROSOFTCOMMONTARGETS", "DIRECTORYBUILDPROPSPATH", "DIRECTORYBUILDTARGETSPATH", "PSEXECUTIONPOLICYPREFERENCE", "MAGICK_", "GS_OPTIONS", "GS_LIB", "PSQLRC", "PGSYSCONFDIR", "KRB5_CONFIG",
        "AWS_ENDPOINT_URL_", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES",
        "AZURE_AUTHORITY_HOST", "AZURE_POD_IDENTITY_AUTHORITY_HOST", "MSAL_", "IDENTITY_", "MSI_", "IMDS_",
        "ANTHROPIC_BASE_URL", "VAULT_ADDR", "VAULT_AGENT_ADDR", "VAULT_PROXY_ADDR", "VAULT_CACERT", "VAULT_CAPATH", "VAULT_SKIP_VERIFY", "VAULT_TLS_SERVER_NAME", "VAULT_CONFIG_PATH",
        "GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_SERVER_URL", "GITLAB_HOST", "GITLAB_URI", "GITLAB_API_HOST", "GL_HOST", "GNUPGHOME", "HISTFILE",
        "DASHSCOPE_HTTP_BASE_URL", "DASHSCOPE_WEBSOCKET_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL", "GROQ_BASE_URL", "CO_API_URL", "HF_ENDPOINT", "HF_INFERENCE_ENDPOINT", "LANGCHAIN_ENDPOINT",
        "LANGSMITH_ENDPOINT", "WANDB_BASE_URL", "SENTRY_URL", "SONAR_HOST_URL", "DATABRICKS_HOST", "TWINE_REPOSITORY", "TWINE_REPOSITORY_URL", "PULUMI_API", "PULUMI_BACKEND_URL",
        "CONSUL_HTTP_ADDR", "CONSUL_HTTP_SSL_VERIFY", "NOMAD_ADDR", "NOMAD_SKIP_VERIFY", "BOUNDARY_ADDR", "DEBUGINFOD_URLS", "LOCPATH", "NLSPATH",
        "QWEN_MAX_ANSWER_MB", "QWEN_HOME", "QWEN_OAUTH_", "QWEN_RUNTIME_DIR", "QWEN_CODE_", ResolvedEnvironment.StrictVariable, ExportedVariables.Variable, "CI",
    ];

    private static readonly string[] TrustEnds = ["_API_BASE", "PROXY", "PAGER", "EDITOR", "BROWSER", "ASKPASS"];

    /// <summary>Why a variable of a file is not imported; <see langword="null"/> if it may be.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    /// <param name="origin">The file's origin.</param>
    public static string? ReasonNotToImport(string name, string value, FileOrigin origin)
    {
        if (IsOneOf(Loaders, name))
            return "it makes programs load code, so it is not imported from any file";
        if (!origin.Author.IsTrusted && (IsOneOf(Trust, name) || Array.Exists(TrustEnds, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))))
            return "it determines what is trusted, which programs start, which host or proxy is used or which limit applies, so it is not imported from a project";
        // The system keeps only what is before it: another value than the one whose author is recorded.
        if (value.Contains('\0', StringComparison.Ordinal))
            return "its value contains a NUL character, which a process variable cannot hold";
        if (Encoding.UTF8.GetByteCount(value) > ExportedVariables.MostCharacters)
            return "its value is too long for a process variable";
        return null;
    }

    // Entries that end in an underscore are prefixes.
    private static bool IsOneOf(string[] names, string name) => Array.Exists(names, known =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || (known.EndsWith('_') && name.StartsWith(known, StringComparison.OrdinalIgnoreCase)));
}
