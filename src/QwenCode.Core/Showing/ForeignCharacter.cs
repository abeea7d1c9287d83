using System.Globalization;
using System.Text;

namespace QwenCode.Showing;

/// <summary>Classifies characters: those that a terminal draws, and those that control it or are invisible.</summary>
/// <remarks>
/// <para>Not drawn are the Unicode categories Cc (C0, DEL, C1), Cf (directions, zero width, soft hyphen, tags), Zl, Zp and Cs (lone
/// surrogates), and other characters without a glyph that can carry hidden text: fillers, grapheme joiners, variation selectors. A few
/// number signs of Arabic and Syriac are in Cf too; they have a glyph and are treated like the rest.</para>
/// <para>Three kinds count as drawn in the context that needs them, since text would be illegible otherwise: a zero width joiner or
/// non-joiner between two letters of a joining script (Arabic, the Indic scripts, Khmer, Mongolian, Myanmar) or a joiner between two
/// emoji; one selector of text or emoji style directly after a symbol; one Mongolian selector directly after its letter. Flags of regions,
/// which are spelled in tags, and ideographs with a variation selector do not: the same characters carry whole hidden texts.</para>
/// </remarks>
internal static class ForeignCharacter
{
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    // Blocks of scripts whose letters change shape next to a joiner.
    private static readonly (int First, int Last)[] Joining =
    [
        (0x0600, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xA8E0, 0xA8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE),
    ];

    /// <summary>Whether a UTF-16 unit needs a closer look: it is not drawn, drawn only in some context, or half of a pair.</summary>
    public static bool IsSuspect(char unit) => unit < '\u0300'
        ? char.IsControl(unit) || unit == '\u00AD'
        : char.IsSurrogate(unit) || IsUndrawn(unit);

    /// <summary>Whether the character is drawn in any context.</summary>
    public static bool IsDrawn(Rune character) => !IsUndrawn(character.Value);

    /// <summary>Whether the character is drawn only after certain others.</summary>
    public static bool IsSelector(Rune character) => character.Value is 0xFE0E or 0xFE0F or (>= 0x180B and <= 0x180D) or 0x180F;

    /// <summary>Whether the character is drawn only between certain others.</summary>
    public static bool IsJoiner(Rune character) => character.Value is NonJoiner or Joiner;

    /// <summary>Whether a selector belongs to the character before it.</summary>
    public static bool Selects(Rune selector, Rune before) => selector.Value >= 0xFE00
        ? IsSymbol(before) || before.Value is '#' or '*' or (>= '0' and <= '9') or 0x203C or 0x2049 or 0x3030
        : before.Value is >= 0x1820 and <= 0x18AA && Rune.IsLetter(before);

    /// <summary>Whether a joiner or non-joiner applies to the characters on its two sides.</summary>
    public static bool Joins(Rune joiner, Rune before, Rune after) =>
        (IsJoined(before) && IsJoined(after)) || (joiner.Value == Joiner && IsEmoji(before) && IsSymbol(after));

    /// <summary>Appends a visible representation of what is not drawn: <c>\n</c>, <c>\u001B</c>, <c>\u{E0041}</c>.</summary>
    public static void Escape(StringBuilder text, int value)
    {
        _ = value switch
        {
            '\n' => text.Append(@"\n"),
            '\r' => text.Append(@"\r"),
            '\t' => text.Append(@"\t"),
            > char.MaxValue => text.Append(@"\u{").Append(value.ToString("X", CultureInfo.InvariantCulture)).Append('}'),
            _ => text.Append(@"\u").Append(value.ToString("X4", CultureInfo.InvariantCulture)),
        };
    }

    private static bool IsUndrawn(int value) => value switch
    {
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2065 or 0x3164 or 0xFFA0 => true,
        (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF) => true,
        _ => CharUnicodeInfo.GetUnicodeCategory(value) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate,
    };

    private static bool IsJoined(Rune character) => !IsUndrawn(character.Value)
        && Array.Exists(Joining, block => character.Value >= block.First && character.Value <= block.Last)
        && Rune.GetUnicodeCategory(character) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Skin tones are modifiers; a selector gets here only after a symbol.
    private static bool IsEmoji(Rune character) => IsSymbol(character) || character.Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF);

    private static bool IsSymbol(Rune character) => character.Value > 0x7F
        && Rune.GetUnicodeCategory(character) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol;
}
