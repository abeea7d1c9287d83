namespace QwenCode;

/// <summary>Who approved or denied a tool call.</summary>
public enum ToolApproval
{
    /// <summary>It was neither approved nor denied.</summary>
    None,

    /// <summary>The user, beforehand by <c>-ApproveTool</c>.</summary>
    Beforehand,

    /// <summary>The user, when prompted.</summary>
    Once,

    /// <summary>The user, by an earlier "Yes to all" in the session.</summary>
    Session,

    /// <summary>The user denied it.</summary>
    Denied,

    /// <summary>It was denied since nobody could be prompted.</summary>
    Unavailable,
}
