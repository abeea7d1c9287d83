using System.Globalization;

namespace QwenCode.Showing;

/// <summary>Divides text into graphemes as it arrives. The last one is held back until it is known to be complete.</summary>
internal sealed class GraphemeReader
{
    // Beyond this a grapheme is a pile of marks.
    private const int Most = 64;

    private readonly char[] _units = new char[Most];
    private int _length;
    private char _high;

    /// <summary>The grapheme that is held back.</summary>
    public ReadOnlySpan<char> Held => _units.AsSpan(0, _length);

    /// <summary>The columns of what is held back.</summary>
    public int HeldCells
    {
        get
        {
            if (_length == 1 && _units[0] < '\u007F')
                return 1;
            var cells = 0;
            foreach (var rune in Held.EnumerateRunes())
                cells += CellWidth.Of(rune);
            return cells;
        }
    }

    /// <summary>Whether a UTF-16 unit continues what is held back. If not, what is held back is complete.</summary>
    public bool TryContinue(char unit)
    {
        if (char.IsHighSurrogate(unit))
        {
            _high = unit;
            return true;
        }

        Span<char> character = [_high, unit];
        character = _high == 0 ? character[1..] : character;
        if (_length > 0 && !Continues(character))
            return false;
        character.CopyTo(_units.AsSpan(_length));
        _length += character.Length;
        _high = default;
        return true;
    }

    /// <summary>Forgets what was held back.</summary>
    public void Clear() => _length = 0;

    private bool Continues(ReadOnlySpan<char> character)
    {
        if (character[0] < '\u007F' || _length + character.Length > Most)
            return false;
        character.CopyTo(_units.AsSpan(_length));
        return StringInfo.GetNextTextElementLength(_units.AsSpan(0, _length + character.Length)) > _length;
    }
}
