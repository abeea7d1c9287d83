namespace QwenCode.Authentication;

/// <summary>What leaves the process in a request, apart from the conversation.</summary>
internal enum OutgoingKind
{
    /// <summary>The credential.</summary>
    Key,

    /// <summary>The model's name.</summary>
    Model,

    /// <summary>The base URL.</summary>
    Url,

    /// <summary>A header or a member of the body that the settings add.</summary>
    Config,
}

/// <summary>How far a value is trusted at its destination.</summary>
internal enum TrustLevel
{
    /// <summary>It may go there.</summary>
    Granted,

    /// <summary>It goes there after a warning, and not under <c>QWEN_STRICT_ENV</c>.</summary>
    Doubtful,

    /// <summary>It does not go there.</summary>
    Rejected,
}

/// <summary>A decision about a value on its way out.</summary>
/// <param name="Level">How far it is trusted.</param>
/// <param name="Reason">Why it is not granted, as a clause; empty if it is.</param>
internal readonly record struct TrustDecision(TrustLevel Level, string Reason)
{
    /// <summary>It may go there.</summary>
    public static readonly TrustDecision Granted = new(TrustLevel.Granted, "");

    /// <summary>It does not go there.</summary>
    public static TrustDecision Rejected(string reason) => new(TrustLevel.Rejected, reason);

    /// <summary>It goes there after a warning.</summary>
    public static TrustDecision Doubtful(string reason) => new(TrustLevel.Doubtful, reason);
}
