namespace QwenCode.Tools;

/// <summary>Asks the user whether a tool may be run.</summary>
internal interface IToolApprover
{
    /// <summary>Why nobody can be prompted; <see langword="null"/> if the user can.</summary>
    string? ReasonNotToPrompt { get; }

    /// <summary>Whether calls are shown and not run.</summary>
    bool IsWhatIf { get; }

    /// <summary>Whether the user wants to confirm each call, also those approved beforehand.</summary>
    bool ConfirmsEach { get; }

    /// <summary>Shows a call that is not run.</summary>
    Task ShowAsync(IToolRun run, CancellationToken cancellationToken);

    /// <summary>Prompts for a call.</summary>
    Task<ToolChoice> PromptAsync(ITool tool, IToolRun run, CancellationToken cancellationToken);
}

/// <summary>What the user chose when prompted for a tool call.</summary>
internal enum ToolChoice
{
    /// <summary>Run it.</summary>
    Yes,

    /// <summary>Run it, and all further calls of this tool in the session.</summary>
    YesToAll,

    /// <summary>Do not run it.</summary>
    No,

    /// <summary>Do not run it, and end the request.</summary>
    NoAndStop,

    /// <summary>Nothing: the prompt could not be shown.</summary>
    None,
}
