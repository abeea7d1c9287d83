using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

/// <summary>Keys as .NET reports them, and inputs as the editor takes them.</summary>
internal static class Keys
{
    public static readonly ConsoleInput Enter = ConsoleInput.Pressed(ConsoleKey.Enter);
    public static readonly ConsoleInput Up = ConsoleInput.Pressed(ConsoleKey.UpArrow);
    public static readonly ConsoleInput Down = ConsoleInput.Pressed(ConsoleKey.DownArrow);
    public static readonly ConsoleInput Left = ConsoleInput.Pressed(ConsoleKey.LeftArrow);
    public static readonly ConsoleInput Right = ConsoleInput.Pressed(ConsoleKey.RightArrow);
    public static readonly ConsoleInput Backspace = ConsoleInput.Pressed(ConsoleKey.Backspace);
    public static readonly ConsoleInput Escape = ConsoleInput.Pressed(ConsoleKey.Escape);
    public static readonly ConsoleInput Tab = ConsoleInput.Pressed(ConsoleKey.Tab);

    public static ConsoleInput Control(ConsoleKey key) => ConsoleInput.Pressed(key, ConsoleModifiers.Control);

    public static ConsoleInput Alt(ConsoleKey key) => ConsoleInput.Pressed(key, ConsoleModifiers.Alt);

    /// <summary>The key that .NET reports for a unit from the terminal.</summary>
    public static ConsoleKeyInfo Of(char unit) => unit switch
    {
        '\r' => new(unit, ConsoleKey.Enter, shift: false, alt: false, control: false),
        '\n' => new(unit, ConsoleKey.Enter, shift: false, alt: false, control: true),
        '\t' => new(unit, ConsoleKey.Tab, shift: false, alt: false, control: false),
        '\u001B' => new(unit, ConsoleKey.Escape, shift: false, alt: false, control: false),
        < ' ' => new(unit, ConsoleKey.A + (unit - 1), shift: false, alt: false, control: true),
        _ when char.IsAsciiLetter(unit) => new(unit, ConsoleKey.A + (char.ToUpperInvariant(unit) - 'A'), char.IsAsciiLetterUpper(unit), alt: false, control: false),
        _ => new(unit, default, shift: false, alt: false, control: false),
    };
}
