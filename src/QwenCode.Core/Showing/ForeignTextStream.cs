using System.Text;

namespace QwenCode.Showing;

/// <summary>
/// Makes a text harmless as it arrives, with the same result as <see cref="ForeignText.Lines"/> wherever it is divided. A character that
/// the next chunk decides (half of a pair, a CR, a joiner) is held back until then.
/// </summary>
internal sealed class ForeignTextStream
{
    private string _held = "";
    private Rune _before;

    /// <summary>The part of the text that can be shown now.</summary>
    public string Next(string chunk) => Clean(chunk, isWhole: false);

    /// <summary>The part that was held back. Another text may follow.</summary>
    public string End()
    {
        var rest = Clean("", isWhole: true);
        _before = default;
        return rest;
    }

    private string Clean(string chunk, bool isWhole)
    {
        var text = _held.Length == 0 ? chunk : _held + chunk;
        if (ForeignText.FirstSuspect(text, inLines: true) < 0)
        {
            if (text.Length > 0)
                _ = Rune.DecodeLastFromUtf16(text, out _before, out _);
            _held = "";
            return text;
        }

        var output = new StringBuilder(text.Length + 16);
        var position = 0;
        while (position < text.Length && ForeignText.Append(output, text, position, inLines: true, ref _before, isWhole) is > 0 and var length)
            position += length;
        _held = text[position..];
        return output.ToString();
    }
}
