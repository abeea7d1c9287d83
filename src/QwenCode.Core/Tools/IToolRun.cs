namespace QwenCode.Tools;

/// <summary>A tool with its arguments, ready to run once.</summary>
internal interface IToolRun
{
    /// <summary>The command as it would be typed, long values shortened and secrets masked.</summary>
    string Command { get; }

    /// <summary>The command with each value that the model specified, for the approval; <see langword="null"/> if <see cref="Command"/> has them all.</summary>
    string? WholeCommand { get; }

    /// <summary>Whether the command itself prompts for confirmation before it changes anything.</summary>
    bool PromptsForConfirmation { get; }

    /// <summary>Runs it.</summary>
    /// <param name="isConfirmed">Whether the user has just confirmed this very run, so that the command does not prompt again.</param>
    /// <param name="timeout">Maximum time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it ended. One that was stopped is canceled.</returns>
    Task<ToolOutput> RunAsync(bool isConfirmed, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>How the run of a tool ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Text">Its output, for the model.</param>
internal sealed record ToolOutput(ToolCallStatus Status, string Text)
{
    /// <summary>The error that it ended with; <see langword="null"/> if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether there was no output, and the text only says so.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether there was more output.</summary>
    public bool IsTruncated { get; init; }
}
