namespace QwenCode.Console;

/// <summary>Makes inputs of single keys. A character of two units comes as two keys.</summary>
internal sealed class TypedKeys
{
    private char _firstHalf;

    /// <summary>The input of a key; <see langword="null"/> for half of a character.</summary>
    public ConsoleInput? Add(ConsoleKeyInfo key, ConsoleModifiers modifiers)
    {
        const ConsoleModifiers Both = ConsoleModifiers.Control | ConsoleModifiers.Alt;
        var first = _firstHalf;
        _firstHalf = char.IsHighSurrogate(key.KeyChar) ? key.KeyChar : default;
        if (char.IsSurrogate(key.KeyChar))
            return char.IsLowSurrogate(key.KeyChar) && first != default ? ConsoleInput.Typed($"{first}{key.KeyChar}") : null;

        // With both it is AltGr.
        return !char.IsControl(key.KeyChar) && (modifiers & Both) is 0 or Both
            ? ConsoleInput.Typed(key.KeyChar.ToString(), key.Key, modifiers & ~Both)
            : ConsoleInput.Pressed(key.Key == default ? KeyOf(key.KeyChar) : key.Key, modifiers);
    }

    private static ConsoleKey KeyOf(char character) => character switch
    {
        >= (char)1 and <= (char)26 => ConsoleKey.A + (character - 1),
        '_' or '\u001F' => ConsoleKey.OemMinus,
        _ when char.IsAsciiLetter(character) => ConsoleKey.A + (char.ToUpperInvariant(character) - 'A'),
        _ => default,
    };
}
