namespace QwenCode.Showing;

/// <summary>The kind of a line.</summary>
internal enum LineKind
{
    /// <summary>What follows decides.</summary>
    Unknown,

    /// <summary>An empty line.</summary>
    Empty,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Indented code.</summary>
    Code,

    /// <summary>The beginning of fenced code.</summary>
    Fence,

    /// <summary>A thematic break.</summary>
    Break,

    /// <summary>The marker of a list item.</summary>
    Item,

    /// <summary>A row of a table.</summary>
    Row,

    /// <summary>JSON or XML, which a line break would change.</summary>
    Data,

    /// <summary>The beginning of a formula of several lines.</summary>
    Formula,
}
