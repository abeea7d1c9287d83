namespace QwenCode.Console;

/// <summary>The keys that move the cursor and change the text, as in other line editors.</summary>
internal sealed class EditingKeys
{
    private const ConsoleModifiers Control = ConsoleModifiers.Control;
    private const ConsoleModifiers Alt = ConsoleModifiers.Alt;

    private string _killed = "";

    /// <summary>Carries a key out; <see langword="false"/> if it is none of these.</summary>
    public bool Press(TextBuffer buffer, ConsoleInput input) => (input.Modifiers & ~ConsoleModifiers.Shift) switch
    {
        0 => PressPlain(buffer, input),
        Control => PressWithControl(buffer, input),
        Alt => PressWithAlt(buffer, input),
        _ => false,
    };

    /// <summary>Forgets the removed text, which may be a secret.</summary>
    public void Forget() => _killed = "";

    private static bool PressPlain(TextBuffer buffer, ConsoleInput input)
    {
        switch (input.Key)
        {
            case ConsoleKey.LeftArrow:
                buffer.MoveLeft();
                break;
            case ConsoleKey.RightArrow:
                buffer.MoveRight();
                break;
            case ConsoleKey.Home:
                buffer.MoveTo(buffer.StartOfLine);
                break;
            case ConsoleKey.End:
                buffer.MoveTo(buffer.EndOfLine);
                break;
            case ConsoleKey.Backspace:
                buffer.RemoveTo(Graphemes.Previous(buffer.Text, buffer.Cursor));
                break;
            case ConsoleKey.Delete:
                buffer.RemoveTo(Graphemes.Next(buffer.Text, buffer.Cursor));
                break;
            default:
                return false;
        }

        return true;
    }

    private bool PressWithControl(TextBuffer buffer, ConsoleInput input)
    {
        switch (input.Key)
        {
            case ConsoleKey.A:
                buffer.MoveTo(buffer.StartOfLine);
                break;
            case ConsoleKey.E:
                buffer.MoveTo(buffer.EndOfLine);
                break;
            case ConsoleKey.B:
                buffer.MoveLeft();
                break;
            case ConsoleKey.F:
                buffer.MoveRight();
                break;
            case ConsoleKey.Home:
                buffer.MoveTo(0);
                break;
            case ConsoleKey.End:
                buffer.MoveTo(buffer.Text.Length);
                break;
            case ConsoleKey.LeftArrow:
                buffer.MoveTo(WordBorders.Before(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.RightArrow:
                buffer.MoveTo(WordBorders.After(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.Backspace when OperatingSystem.IsWindows():
                Kill(buffer, WordBorders.Before(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;

            // In other terminals Ctrl+H and Backspace may be the same.
            case ConsoleKey.H or ConsoleKey.Backspace:
                buffer.RemoveTo(Graphemes.Previous(buffer.Text, buffer.Cursor));
                break;
            case ConsoleKey.D:
                buffer.RemoveTo(Graphemes.Next(buffer.Text, buffer.Cursor));
                break;
            case ConsoleKey.Delete:
                Kill(buffer, WordBorders.After(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.W:
                Kill(buffer, WordBorders.Before(buffer.Text, buffer.Cursor, WordBorders.IsVisible));
                break;
            case ConsoleKey.K:
                Kill(buffer, buffer.Cursor < buffer.EndOfLine ? buffer.EndOfLine : buffer.Cursor + 1);
                break;
            case ConsoleKey.U:
                Kill(buffer, buffer.Cursor > buffer.StartOfLine ? buffer.StartOfLine : buffer.Cursor - 1);
                break;
            case ConsoleKey.Y:
                buffer.Insert(_killed);
                break;
            case ConsoleKey.Z when (input.Modifiers & ConsoleModifiers.Shift) != 0:
                buffer.Redo();
                break;

            // .NET reports Ctrl+_ as Ctrl+7 on Unix.
            case ConsoleKey.Z or ConsoleKey.OemMinus or ConsoleKey.D7:
                buffer.Undo();
                break;
            default:
                return false;
        }

        return true;
    }

    private bool PressWithAlt(TextBuffer buffer, ConsoleInput input)
    {
        switch (input.Key)
        {
            case ConsoleKey.B or ConsoleKey.LeftArrow:
                buffer.MoveTo(WordBorders.Before(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.F or ConsoleKey.RightArrow:
                buffer.MoveTo(WordBorders.After(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.Backspace:
                Kill(buffer, WordBorders.Before(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.D:
                Kill(buffer, WordBorders.After(buffer.Text, buffer.Cursor, WordBorders.IsLetter));
                break;
            case ConsoleKey.Z:
                buffer.Redo();
                break;
            default:
                return false;
        }

        return true;
    }

    private void Kill(TextBuffer buffer, int position)
    {
        if (buffer.RemoveTo(Math.Clamp(position, 0, buffer.Text.Length)) is { Length: > 0 } removed)
            _killed = removed;
    }
}
