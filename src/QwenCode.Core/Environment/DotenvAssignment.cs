namespace QwenCode.Environment;

/// <summary>How the text of a dotenv value ended, which tells whether it looks mangled.</summary>
internal enum DotenvValueKind
{
    /// <summary>Ran unquoted to the end of its line.</summary>
    Plain,

    /// <summary>Stood in quotes.</summary>
    Quoted,

    /// <summary>Ended early at a <c>#</c>.</summary>
    CutByComment,

    /// <summary>Began with a quote that nothing closes.</summary>
    Unbalanced,
}

/// <summary>One assignment of a dotenv text.</summary>
/// <param name="Name">The variable's name, case kept.</param>
/// <param name="Value">Its value, trimmed and unquoted.</param>
/// <param name="Line">The line of its name, from 1.</param>
/// <param name="Kind">How the value's text ended.</param>
/// <param name="RawValue">The value's text as it stands in the file.</param>
internal sealed record DotenvAssignment(string Name, string Value, int Line, DotenvValueKind Kind, string RawValue)
{
    /// <summary>The process variables that the value takes in, directly or by other variables of the file, if the syntax has references.</summary>
    public IReadOnlyList<string> OuterReferences { get; init; } = [];

    /// <summary>The name and the line.</summary>
    public override string ToString() => $"{Name}, line {Line}";
}
