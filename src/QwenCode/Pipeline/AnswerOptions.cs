using QwenCode.Conversion;

namespace QwenCode.Pipeline;

/// <summary>How the cmdlet writes answers.</summary>
/// <param name="Schema">The schema that they follow.</param>
internal sealed record AnswerOptions(ResponseSchema? Schema)
{
    /// <summary>Whether only the object is written.</summary>
    public bool AsObject { get; init; }

    /// <summary>Whether only the text is written.</summary>
    public bool AsText { get; init; }

    /// <summary>Whether chunks are written.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether the text is shown on the host as it arrives.</summary>
    public bool Live { get; init; }
}
