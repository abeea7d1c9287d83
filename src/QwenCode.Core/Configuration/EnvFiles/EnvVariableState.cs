namespace QwenCode;

/// <summary>The state of a variable that a <c>.env</c> file sets.</summary>
public enum EnvVariableState
{
    /// <summary>It is effective.</summary>
    Effective,

    /// <summary>It is excluded from project files: <c>DEBUG</c>, <c>DEBUG_MODE</c>, or what <c>advanced.excludedEnvVars</c> lists.</summary>
    Excluded,

    /// <summary>The process environment has a variable of that name, which takes precedence.</summary>
    OverriddenByProcess,

    /// <summary>A later line of the same file sets it again.</summary>
    Superseded,

    /// <summary>The module does not read a variable of that name, which looks like a misspelling of one that it reads; or it reads it from the user's own files only.</summary>
    NotRead,
}
