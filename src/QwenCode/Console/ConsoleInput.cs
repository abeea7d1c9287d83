namespace QwenCode.Console;

/// <summary>One input from the console: a key, or a pasted text.</summary>
internal sealed record ConsoleInput
{
    private ConsoleInput()
    {
    }

    /// <summary>The input of a console that is closed: nothing follows.</summary>
    public static ConsoleInput Closed { get; } = new() { IsClosed = true };

    /// <summary>The key; none for a pasted text.</summary>
    public ConsoleKey Key { get; private init; }

    /// <summary>The modifiers that were held.</summary>
    public ConsoleModifiers Modifiers { get; private init; }

    /// <summary>The pasted text, or the character that the key types: never half of one, and empty for a key that types none.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Whether the text was pasted.</summary>
    public bool IsPaste { get; private init; }

    /// <summary>Whether the console is closed.</summary>
    public bool IsClosed { get; private init; }

    /// <summary>A key that types nothing, or with Ctrl or Alt.</summary>
    public static ConsoleInput Pressed(ConsoleKey key, ConsoleModifiers modifiers = default) => new() { Key = key, Modifiers = modifiers };

    /// <summary>A key that types a character.</summary>
    public static ConsoleInput Typed(string text, ConsoleKey key = default, ConsoleModifiers modifiers = default) =>
        new() { Key = key, Modifiers = modifiers, Text = text };

    /// <summary>A pasted text.</summary>
    public static ConsoleInput Pasted(string text) => new() { Text = text, IsPaste = true };

    /// <summary>A description without the text, which may be a secret.</summary>
    public override string ToString() =>
        IsClosed ? "closed" : IsPaste ? $"paste of {Text.Length} characters" : Text.Length > 0 ? "character" : $"{Modifiers}+{Key}";
}
