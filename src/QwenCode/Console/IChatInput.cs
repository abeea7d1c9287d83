using QwenCode.SignIn;

namespace QwenCode.Console;

/// <summary>Where the console reads what the user enters. Used only on the pipeline thread.</summary>
internal interface IChatInput : IDisposable
{
    /// <summary>The notice about a history that cannot be used; <see langword="null"/> if it can.</summary>
    string? HistoryProblem { get; }

    /// <summary>Prompts in the course of a slash command.</summary>
    Prompts Prompts { get; }

    /// <summary>The next prompt or command; <see langword="null"/> if the user ends the console.</summary>
    string? Read();

    /// <summary>Takes keys while something runs, until the result is disposed of: Ctrl+C and Esc cancel it, and what is typed waits for the next prompt.</summary>
    /// <param name="cancel">Cancels what runs.</param>
    IDisposable Listen(Action cancel);

    /// <summary>Moves the queued lines back to where they were typed, so that they are not sent before the user presses Enter again.</summary>
    void ReturnQueued();

    /// <summary>What is typed meanwhile, to be shown; nothing if nothing is.</summary>
    ScreenRows Typed { get; }

    /// <summary>Leaves the console's keys to what runs in the user's session.</summary>
    /// <param name="interrupt">Ends it, on Ctrl+C; may be called when it has just ended, and on any thread.</param>
    /// <param name="action">Runs it.</param>
    void Lend(Action interrupt, Action action);
}
