namespace QwenCode.Console;

/// <summary>What a key asks of the console, beyond the line itself.</summary>
internal enum EditorAction
{
    /// <summary>Nothing: the line is shown as it is now.</summary>
    None,

    /// <summary>The text is sent.</summary>
    Submitted,

    /// <summary>Ctrl+C.</summary>
    Interrupted,

    /// <summary>Ctrl+D on an empty line, or the console is closed.</summary>
    EndOfInput,

    /// <summary>Ctrl+L.</summary>
    ClearScreen,
}

/// <summary>The result of a key.</summary>
/// <param name="Action">What it asks for.</param>
/// <param name="Text">The text that is sent.</param>
/// <param name="HadText">Whether Ctrl+C cleared a text.</param>
internal sealed record EditorResult(EditorAction Action, string Text = "", bool HadText = false)
{
    /// <summary>Nothing beyond the line itself.</summary>
    public static EditorResult None { get; } = new(EditorAction.None);

    /// <summary>The action without the text, which may be a secret.</summary>
    public override string ToString() => $"{Action}";
}
