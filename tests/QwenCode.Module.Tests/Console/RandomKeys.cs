using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

/// <summary>Keys by chance, more often those that type.</summary>
internal static class RandomKeys
{
    private static readonly string[] Texts =
        ["a", "b", " ", "敏", "😀", "👍🏽", "\u0301", "\u200D", "é", "ก\u0E33", "\u0600", "\u001F", "🇩", "\u202E", "한", "\\", "(", "word "];

    private static readonly string[] Pastes =
        ["one\ntwo\r\nthree", "\t\tx = 敏;\r", "\uD83D", "\uDE00", "\n\n", "\u001B[31mred\u001B[0m\a", "a long line that is wrapped at the end of a row, whatever its width may be", ""];

    private static readonly ConsoleKey[] Named =
    [
        ConsoleKey.LeftArrow, ConsoleKey.RightArrow, ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.Home, ConsoleKey.End,
        ConsoleKey.Backspace, ConsoleKey.Delete, ConsoleKey.Enter, ConsoleKey.Tab, ConsoleKey.Escape, ConsoleKey.OemMinus,
    ];

    private static readonly ConsoleModifiers[] Modifiers =
        [0, 0, 0, ConsoleModifiers.Shift, ConsoleModifiers.Alt, ConsoleModifiers.Control, ConsoleModifiers.Control | ConsoleModifiers.Shift];

    public static ConsoleInput Next(Random random) => random.Next(10) switch
    {
        < 5 => ConsoleInput.Typed(Texts[random.Next(Texts.Length)]),
        5 => ConsoleInput.Pasted(Pastes[random.Next(Pastes.Length)]),
        6 or 7 => ConsoleInput.Pressed(Named[random.Next(Named.Length)], Modifiers[random.Next(Modifiers.Length)]),
        8 => ConsoleInput.Pressed(ConsoleKey.A + random.Next(26), ConsoleModifiers.Control),
        _ => ConsoleInput.Pressed(ConsoleKey.A + random.Next(26), ConsoleModifiers.Alt),
    };
}
