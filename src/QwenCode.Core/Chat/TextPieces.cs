using System.Text;

namespace QwenCode.Chat;

/// <summary>Puts a text together. A text of one piece is that piece: no copy of a large one is made.</summary>
internal sealed class TextPieces
{
    private string _only = "";
    private StringBuilder? _all;

    public int Length => _all?.Length ?? _only.Length;

    public void Append(string? piece)
    {
        if (string.IsNullOrEmpty(piece))
            return;
        if (_all is null && _only.Length == 0)
            _only = piece;
        else
            (_all ??= new StringBuilder(_only)).Append(piece);
    }

    public override string ToString() => _all?.ToString() ?? _only;
}
