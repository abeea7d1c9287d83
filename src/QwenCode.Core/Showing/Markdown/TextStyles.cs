namespace QwenCode.Showing;

/// <summary>How a part of an answer looks on a terminal.</summary>
[Flags]
internal enum TextStyles
{
    /// <summary>As the terminal draws text.</summary>
    None = 0,

    /// <summary>Strong emphasis, headings.</summary>
    Bold = 1,

    /// <summary>What is no text of the answer: rules, bars.</summary>
    Dim = 2,

    /// <summary>Emphasis.</summary>
    Italic = 4,

    /// <summary>Links.</summary>
    Underline = 8,

    /// <summary>Deleted text.</summary>
    Strike = 16,

    /// <summary>Code in a line.</summary>
    Code = 32,
}
