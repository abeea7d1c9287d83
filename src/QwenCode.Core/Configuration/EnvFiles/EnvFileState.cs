namespace QwenCode;

/// <summary>The state of a location that is searched for a <c>.env</c> file.</summary>
public enum EnvFileState
{
    /// <summary>The first file found: the only one that is used.</summary>
    Used,

    /// <summary>A file is there, but a closer one is used.</summary>
    Shadowed,

    /// <summary>No file is there.</summary>
    Missing,

    /// <summary>A file is there but cannot be read. If it is the first one found, no other is used instead.</summary>
    Unreadable,
}
