namespace QwenCode;

/// <summary>What became of a place where a <c>.env</c> file is looked for.</summary>
public enum EnvFileState
{
    /// <summary>The first file found: the only one that is used.</summary>
    Used,

    /// <summary>A file is there, but a nearer one is used.</summary>
    Shadowed,

    /// <summary>No file is there.</summary>
    Missing,

    /// <summary>A file is there and cannot be read. Where it is the first one found, no other takes its place.</summary>
    Unreadable,
}
