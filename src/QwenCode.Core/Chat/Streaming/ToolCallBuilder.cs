namespace QwenCode.Chat;

/// <summary>Puts tool calls together from their chunks.</summary>
internal sealed class ToolCallBuilder
{
    // More than any model makes at once.
    private const int MostCalls = 1024;

    private readonly List<Call> _calls = [];

    /// <summary>Takes the chunks of a message.</summary>
    public void Take(IEnumerable<ToolCallChunk> pieces)
    {
        foreach (var piece in pieces)
        {
            var call = Find(piece);
            if (call is null && _calls.Count < MostCalls)
                _calls.Add(call = new Call(piece.Index));
            call?.Take(piece);
        }
    }

    /// <summary>The calls.</summary>
    public IEnumerable<ChatToolCall> Build() => _calls.Select(call => call.Build());

    // Some services number all calls 0, or none, and distinguish them by id or name, or only by whole arguments.
    private Call? Find(ToolCallChunk piece)
    {
        if (piece.Index is { } index)
            return _calls.FindLast(call => call.Index == index) is { } numbered && numbered.MayBe(piece) ? numbered : null;
        if (!string.IsNullOrEmpty(piece.Name))
            return null;
        return string.IsNullOrEmpty(piece.Id) ? _calls.LastOrDefault() : _calls.FindLast(call => call.Id == piece.Id);
    }

    private sealed class Call(long? index)
    {
        private readonly TextChunks _arguments = new();
        private readonly CharacterJoiner _characters = new();
        private string _name = "";
        private JsonObjectEnd _end;

        public long? Index => index;

        public string? Id { get; private set; }

        public bool MayBe(ToolCallChunk piece)
        {
            var hasId = !string.IsNullOrEmpty(piece.Id);
            if (hasId && !string.IsNullOrEmpty(Id) && piece.Id != Id)
                return false;
            if (string.IsNullOrEmpty(piece.Name) || _name.Length == 0)
                return true;
            var isOther = !hasId && string.IsNullOrEmpty(Id) && piece.Name != _name;
            return !isOther && (!_end.IsReached || string.IsNullOrWhiteSpace(piece.Arguments));
        }

        public void Take(ToolCallChunk piece)
        {
            Id = string.IsNullOrEmpty(Id) ? piece.Id : Id;
            _name = _name.Length == 0 ? piece.Name ?? "" : _name;
            _end.Take(piece.Arguments);
            _arguments.Append(_characters.Next(piece.Arguments));
        }

        public ChatToolCall Build() => new(string.IsNullOrEmpty(Id) ? null : Id, _name, _arguments + _characters.Rest);
    }
}
