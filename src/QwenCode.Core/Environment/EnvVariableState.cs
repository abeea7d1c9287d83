namespace QwenCode;

/// <summary>What becomes of a variable that a <c>.env</c> file sets.</summary>
public enum EnvVariableState
{
    /// <summary>It counts.</summary>
    Effective,

    /// <summary>It is left out of project files: <c>DEBUG</c>, <c>DEBUG_MODE</c>, or what <c>advanced.excludedEnvVars</c> names.</summary>
    Excluded,

    /// <summary>The process environment has a variable of that name, which wins.</summary>
    OverriddenByProcess,

    /// <summary>A later line of the same file sets it again.</summary>
    Superseded,

    /// <summary>The module reads no variable of that name, which looks like a misspelling of one that it reads.</summary>
    NotRead,
}
