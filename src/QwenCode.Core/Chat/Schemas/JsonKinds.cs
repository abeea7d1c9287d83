namespace QwenCode.Chat;

/// <summary>Kinds of JSON values.</summary>
[Flags]
internal enum JsonKinds
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>A string, a number, true, false or null.</summary>
    Single = 1,

    /// <summary>An object.</summary>
    Object = 2,

    /// <summary>An array.</summary>
    Array = 4,

    /// <summary>Any value.</summary>
    Any = Single | Object | Array,
}
