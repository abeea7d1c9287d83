using System.Text;

namespace QwenCode.Chat;

/// <summary>Concatenates a text. A text of one chunk is that chunk: a large one is not copied.</summary>
internal sealed class TextChunks
{
    private string _only = "";
    private StringBuilder? _all;

    public int Length => _all?.Length ?? _only.Length;

    public void Append(string? chunk)
    {
        if (string.IsNullOrEmpty(chunk))
            return;
        if (_all is null && _only.Length == 0)
            _only = chunk;
        else
            (_all ??= new StringBuilder(_only)).Append(chunk);
    }

    public override string ToString() => _all?.ToString() ?? _only;
}
