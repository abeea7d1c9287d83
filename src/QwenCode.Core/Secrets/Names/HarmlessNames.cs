namespace QwenCode.Secrets;

/// <summary>
/// The variables whose values may be shown: endpoints, models and switches that this module and its neighbors read, and those of
/// every system. Any other variable may contain a secret, whatever its name.
/// </summary>
internal static class HarmlessNames
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_MODEL", "QWEN_MODEL", "QWEN_HOME", "QWEN_STRICT_ENV", "QWEN_OAUTH", "QWEN_OAUTH_BASE_URL",
        "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_DEPLOYMENT", "AZURE_OPENAI_API_VERSION", "OPENAI_API_VERSION", "OPENAI_LOG", "QWEN_DEBUG",
        "DASHSCOPE_BASE_URL", "DASHSCOPE_MODEL", "ANTHROPIC_BASE_URL", "ANTHROPIC_MODEL", "GEMINI_MODEL", "OLLAMA_HOST", "OLLAMA_MODEL",
        "DEBUG", "DEBUG_MODE", "VERBOSE", "LOG_LEVEL", "CI", "NO_BROWSER", "NO_COLOR", "FORCE_COLOR",
        "NODE_ENV", "APP_ENV", "RAILS_ENV", "RACK_ENV", "FLASK_ENV", "DJANGO_SETTINGS_MODULE", "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS",
        "DOTNET_ENVIRONMENT", "PYTHONUNBUFFERED", "PYTHONPATH", "JAVA_HOME", "GOPATH", "VIRTUAL_ENV",
        "PORT", "HOST", "HOSTNAME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "SHELL", "EDITOR", "VISUAL", "PAGER", "BROWSER", "DISPLAY",
        "HOME", "USER", "USERNAME", "USERPROFILE", "LOGNAME", "PATH", "TMPDIR", "TEMP", "TMP",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
    };

    /// <summary>Whether a variable of this name is known to contain no secret.</summary>
    public static bool Contains(string name) => Names.Contains(name);
}
