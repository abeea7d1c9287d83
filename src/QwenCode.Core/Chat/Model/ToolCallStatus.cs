namespace QwenCode;

/// <summary>What became of a tool call.</summary>
public enum ToolCallStatus
{
    /// <summary>It was not run: no tools were offered, the number of rounds was reached, or <c>-WhatIf</c> was specified.</summary>
    NotRun,

    /// <summary>The tool ran to its end. It may have reported errors, which are part of its result.</summary>
    Completed,

    /// <summary>The tool ended with an error.</summary>
    Failed,

    /// <summary>The call was not approved, and was not run.</summary>
    Denied,

    /// <summary>No tool of that name was offered.</summary>
    UnknownTool,

    /// <summary>The arguments are not what the tool takes. It was not run.</summary>
    InvalidArguments,

    /// <summary>The tool ran longer than allowed and was stopped.</summary>
    TimedOut,

    /// <summary>The call was canceled, before or while it ran.</summary>
    Canceled,
}
