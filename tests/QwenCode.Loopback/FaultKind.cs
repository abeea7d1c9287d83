namespace QwenCode.Loopback;

internal enum FaultKind
{
    None,
    Status,
    Error,
    Content,
    ErrorInOk,
    Delay,
    Hang,
    Reset,
    CutBody,
    Shape,
    SlowDrip,
    StreamCut,
    StreamReset,
    StreamStall,
    StreamError,
    StreamJson,
    StreamContent,
    StreamNoDone,
    StreamCrlfAndComments,
}

/// <summary>How an otherwise good answer is bent.</summary>
internal enum AnswerShape
{
    Regular,
    NoChoices,
    NullChoices,
    EmptyFinishReason,
    UnknownFinishReason,
    NoIdNoCreated,
    CreatedAsString,
    ContentParts,
    ContentFilter,
    LengthStop,
}
