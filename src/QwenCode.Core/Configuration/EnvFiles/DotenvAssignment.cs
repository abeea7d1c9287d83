namespace QwenCode.Configuration;

/// <summary>How the text of a dotenv value ends, which shows whether it was intended.</summary>
internal enum DotenvValueKind
{
    /// <summary>Unquoted, up to the end of its line.</summary>
    Plain,

    /// <summary>In quotes.</summary>
    Quoted,

    /// <summary>Truncated by a <c>#</c>.</summary>
    TruncatedByComment,

    /// <summary>Begins with a quote that is not closed.</summary>
    Unbalanced,
}

/// <summary>One assignment of a dotenv text.</summary>
/// <param name="Name">The variable's name, case kept.</param>
/// <param name="Value">Its value, trimmed and unquoted.</param>
/// <param name="Line">The line of its name, from 1.</param>
/// <param name="Kind">How the value's text ends.</param>
/// <param name="RawValue">The value's text as in the file.</param>
internal sealed record DotenvAssignment(string Name, string Value, int Line, DotenvValueKind Kind, string RawValue)
{
    /// <summary>The process variables that the value refers to, directly or by other variables of the file, if the syntax has references.</summary>
    public IReadOnlyList<string> OuterReferences { get; init; } = [];

    /// <summary>The position of the name in the text, with each line end as one character.</summary>
    public int NameStart { get; init; }

    /// <summary>The position after the value, counted in the same way.</summary>
    public int End { get; init; }

    /// <summary>The name and the line.</summary>
    public override string ToString() => $"{Name}, line {Line}";
}
