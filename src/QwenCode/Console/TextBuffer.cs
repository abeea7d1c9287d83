using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>A text that is being edited, of one line or several. The cursor is always between graphemes.</summary>
internal sealed class TextBuffer
{
    private readonly EditLog _log = new();
    private int? _column;

    /// <summary>The text; its lines end in LF.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The position of the cursor in UTF-16 units.</summary>
    public int Cursor { get; private set; }

    /// <summary>The start of the cursor's line.</summary>
    public int StartOfLine => Graphemes.StartOfLine(Text, Cursor);

    /// <summary>The end of the cursor's line.</summary>
    public int EndOfLine => EndOfLineAt(Cursor);

    /// <summary>Inserts what was typed. Characters that are typed one after the other are undone together.</summary>
    public void Type(string text) => Replace(Cursor, 0, text, isTyped: true);

    /// <summary>Inserts a text, which is undone by itself.</summary>
    public void Insert(string text) => Replace(Cursor, 0, text);

    /// <summary>Replaces the whole text. The cursor is at its end.</summary>
    public void Set(string text)
    {
        if (Graphemes.Clean(text) != Text)
            Replace(0, Text.Length, text);
        MoveTo(Text.Length);
    }

    /// <summary>Replaces a part of the text. The cursor is after the replacement.</summary>
    /// <param name="start">Its start.</param>
    /// <param name="length">Its length.</param>
    /// <param name="text">The replacement.</param>
    /// <param name="isTyped">Whether it belongs to a run of typed characters.</param>
    public void Replace(int start, int length, string text, bool isTyped = false)
    {
        var added = Graphemes.Clean(text);
        _column = null;
        if (length == 0 && added.Length == 0)
            return;
        var (before, removed) = (Cursor, Text.Substring(start, length));
        Exchange(start, length, added);
        Cursor = Graphemes.BorderFrom(Text, start + added.Length);
        _log.Add(new Edit(start, removed, added, before, Cursor), isTyped);
    }

    /// <summary>Removes what is between the cursor and a position, and returns it.</summary>
    public string RemoveTo(int position)
    {
        var (start, end) = (Math.Min(position, Cursor), Math.Max(position, Cursor));
        var removed = Text[start..end];
        Replace(start, end - start, "");
        return removed;
    }

    /// <summary>Moves the cursor to a position, or to the next border of a grapheme.</summary>
    public void MoveTo(int position)
    {
        _column = null;
        _log.EndRun();
        Cursor = Graphemes.BorderFrom(Text, position);
    }

    /// <summary>Moves the cursor a grapheme to the left.</summary>
    public void MoveLeft() => MoveTo(Graphemes.Previous(Text, Cursor));

    /// <summary>Moves the cursor a grapheme to the right.</summary>
    public void MoveRight() => MoveTo(Graphemes.Next(Text, Cursor));

    /// <summary>Moves the cursor a line up, in the same column as far as possible; <see langword="false"/> in the first line.</summary>
    public bool MoveUp() => StartOfLine is > 0 and var start && MoveToLine(Graphemes.StartOfLine(Text, start - 1));

    /// <summary>Moves the cursor a line down, in the same column as far as possible; <see langword="false"/> in the last line.</summary>
    public bool MoveDown() => EndOfLine is var end && end < Text.Length && MoveToLine(end + 1);

    /// <summary>Undoes the last change; <see langword="false"/> if there is none.</summary>
    public bool Undo()
    {
        if (_log.Undo() is not { } edit)
            return false;
        Exchange(edit.Start, edit.Added.Length, edit.Removed);
        (Cursor, _column) = (edit.Before, null);
        return true;
    }

    /// <summary>Repeats the change that was undone last; <see langword="false"/> if there is none.</summary>
    public bool Redo()
    {
        if (_log.Redo() is not { } edit)
            return false;
        Exchange(edit.Start, edit.Removed.Length, edit.Added);
        (Cursor, _column) = (edit.After, null);
        return true;
    }

    /// <summary>Begins an empty text; nothing can be undone.</summary>
    public void Clear()
    {
        (Text, Cursor, _column) = ("", 0, null);
        _log.Clear();
    }

    private bool MoveToLine(int start)
    {
        var column = _column ?? CellWidth.Of(Text[StartOfLine..Cursor]);
        var end = EndOfLineAt(start);
        var (position, cells) = (start, 0);
        while (position < end)
        {
            var next = Graphemes.Next(Text, position);
            cells += CellWidth.Of(Text[position..next]);
            if (cells > column)
                break;
            position = next;
        }

        MoveTo(position);
        _column = column;
        return true;
    }

    private int EndOfLineAt(int position) => Text.IndexOf('\n', position) is >= 0 and var end ? end : Text.Length;

    private void Exchange(int start, int length, string added) =>
        Text = string.Concat(Text.AsSpan(0, start), added, Text.AsSpan(start + length));
}
