namespace QwenCode.Chat;

/// <summary>Finds where a JSON object ends that arrives in chunks, without reading any of them twice.</summary>
internal struct JsonObjectEnd
{
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>Whether an object has begun and ended.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Takes the next chunk.</summary>
    public void Take(string chunk)
    {
        foreach (var character in chunk)
        {
            if (_isInString)
                TakeInString(character);
            else if (character == '"')
                _isInString = true;
            else if (character is '{' or '[')
                _depth++;
            else if (character is '}' or ']')
                IsReached |= --_depth == 0;
        }
    }

    private void TakeInString(char character)
    {
        if (_isEscaped)
            _isEscaped = false;
        else if (character == '\\')
            _isEscaped = true;
        else
            _isInString = character != '"';
    }
}
