namespace QwenCode.Pipeline;

/// <summary>In which form answers leave the cmdlet.</summary>
/// <param name="Schema">The schema that they follow.</param>
/// <param name="AsObject">Whether just the object is written.</param>
/// <param name="Stream">Whether pieces are written.</param>
/// <param name="Live">Whether the text is shown on the host as it comes.</param>
internal sealed record AnswerForm(ResponseSchema? Schema, bool AsObject, bool Stream, bool Live);
