namespace QwenCode;

/// <summary>The scope of a <c>.env</c> file, by its location.</summary>
public enum EnvScope
{
    /// <summary>A project's <c>.qwen/.env</c>.</summary>
    ProjectQwen,

    /// <summary>A project's <c>.env</c>.</summary>
    Project,

    /// <summary>The user's <c>~/.qwen/.env</c>, or the one in <c>QWEN_HOME</c>.</summary>
    UserQwen,

    /// <summary>The user's <c>~/.env</c>.</summary>
    User,
}
