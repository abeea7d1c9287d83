namespace QwenCode.Console;

/// <summary>The keys of a console.</summary>
internal interface IKeySource
{
    /// <summary>Whether a key is queued.</summary>
    bool IsKeyQueued { get; }

    /// <summary>Takes a queued key.</summary>
    ConsoleKeyInfo Take();

    /// <summary>Prepares the console: Ctrl+C is a key, and pastes are bracketed.</summary>
    void Begin();

    /// <summary>Restores the console.</summary>
    void End();
}
