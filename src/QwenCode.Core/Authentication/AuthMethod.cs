namespace QwenCode;

/// <summary>A way to prove to a service who asks.</summary>
public enum AuthMethod
{
    /// <summary>An API key of an OpenAI-compatible service.</summary>
    ApiKey,

    /// <summary>The login of Qwen Code: OAuth with cached credentials that refresh themselves.</summary>
    OAuth,

    /// <summary>A login to Microsoft Entra ID, for Azure OpenAI.</summary>
    Entra,

    /// <summary>Whatever the process environment, the <c>.env</c> file and the settings say at the place where one stands.</summary>
    Environment,
}
