using System.Globalization;
using System.Text;

namespace QwenCode.Console;

/// <summary>The keys that terminals send as a control sequence and .NET does not decode, or not when it arrives in parts.</summary>
internal static class KeySequence
{
    private const int ModifiedKey = 27;
    private const int Released = 3;

    /// <summary>The key of a sequence; <see langword="null"/> if it is none, or an unknown one.</summary>
    /// <param name="parameters">What is between <c>ESC [</c> and the final character.</param>
    /// <param name="final">The final character.</param>
    public static ConsoleInput? Parse(string parameters, char final)
    {
        if (Numbers(parameters) is not [var first, var second, var third])
            return null;
        var modifiers = Modifiers(second);
        return final switch
        {
            'u' when IsPressed(parameters) => Character(first, modifiers),
            '~' when first == ModifiedKey => Character(third, modifiers),
            '~' => Function(first) is { } key ? ConsoleInput.Pressed(key, modifiers) : null,
            'Z' => ConsoleInput.Pressed(ConsoleKey.Tab, ConsoleModifiers.Shift),
            _ => Direction(final) is { } key ? ConsoleInput.Pressed(key, modifiers) : null,
        };
    }

    /// <summary>The key of the final character alone, as after <c>ESC O</c>.</summary>
    public static ConsoleInput? Parse(char final) => Direction(final) is { } key ? ConsoleInput.Pressed(key) : null;

    // Kitty's and xterm's encodings of a character with modifiers.
    private static ConsoleInput? Character(int code, ConsoleModifiers modifiers)
    {
        ConsoleKey? named = code switch
        {
            '\r' or '\n' => ConsoleKey.Enter,
            '\t' => ConsoleKey.Tab,
            27 => ConsoleKey.Escape,
            '\b' or 127 => ConsoleKey.Backspace,
            _ => null,
        };
        if (named is { } key)
            return ConsoleInput.Pressed(key, modifiers);
        if (!Rune.TryCreate(code, out var rune) || Rune.IsControl(rune) || code is >= 0xE000 and <= 0xF8FF)
            return null;
        if ((modifiers & (ConsoleModifiers.Control | ConsoleModifiers.Alt)) == 0)
            return ConsoleInput.Typed(rune.ToString(), modifiers: modifiers);
        return char.IsAsciiLetter((char)code) && rune.IsAscii ? ConsoleInput.Pressed((ConsoleKey)char.ToUpperInvariant((char)code), modifiers)
            : code == '_' ? ConsoleInput.Pressed(ConsoleKey.OemMinus, modifiers)
            : null;
    }

    private static ConsoleKey? Function(int number) => number switch
    {
        1 or 7 => ConsoleKey.Home,
        2 => ConsoleKey.Insert,
        3 => ConsoleKey.Delete,
        4 or 8 => ConsoleKey.End,
        5 => ConsoleKey.PageUp,
        6 => ConsoleKey.PageDown,
        _ => null,
    };

    private static ConsoleKey? Direction(char final) => final switch
    {
        'A' => ConsoleKey.UpArrow,
        'B' => ConsoleKey.DownArrow,
        'C' => ConsoleKey.RightArrow,
        'D' => ConsoleKey.LeftArrow,
        'F' => ConsoleKey.End,
        'H' => ConsoleKey.Home,
        _ => null,
    };

    private static ConsoleModifiers Modifiers(int number)
    {
        var bits = Math.Max(number - 1, 0);
        return ((bits & 1) != 0 ? ConsoleModifiers.Shift : 0)
            | ((bits & 2) != 0 ? ConsoleModifiers.Alt : 0)
            | ((bits & 4) != 0 ? ConsoleModifiers.Control : 0);
    }

    // A second part of the modifiers is the kind of event.
    private static bool IsPressed(string parameters) => !parameters.EndsWith($":{Released}", StringComparison.Ordinal);

    private static int[]? Numbers(string parameters)
    {
        int[] numbers = [1, 1, 1];
        var parts = parameters.Split(';');
        for (var i = 0; i < Math.Min(parts.Length, numbers.Length); i++)
        {
            var digits = parts[i].Split(':')[0];
            if (digits.Length > 0 && !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        return numbers;
    }
}
