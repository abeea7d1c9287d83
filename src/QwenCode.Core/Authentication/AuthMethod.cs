namespace QwenCode;

/// <summary>A way to authenticate to a service.</summary>
public enum AuthMethod
{
    /// <summary>An API key of an OpenAI-compatible service.</summary>
    ApiKey,

    /// <summary>Qwen Code's sign-in: OAuth with cached credentials that are refreshed automatically.</summary>
    OAuth,

    /// <summary>A sign-in to Microsoft Entra ID, for Azure OpenAI.</summary>
    Entra,

    /// <summary>What the process environment, the <c>.env</c> file and the settings provide for the current directory.</summary>
    Environment,
}
