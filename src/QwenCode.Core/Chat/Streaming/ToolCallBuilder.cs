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

    // Some services number all calls 0, or none, and distinguish them by id or name.
    private Call? Find(ToolCallChunk piece)
    {
        if (piece.Index is { } index)
            return _calls.FindLast(call => call.Index == index) is { } numbered && numbered.MayBe(piece) ? numbered : null;
        return string.IsNullOrEmpty(piece.Id) && string.IsNullOrEmpty(piece.Name) ? _calls.LastOrDefault() : null;
    }

    private sealed class Call(long? index)
    {
        private readonly TextChunks _arguments = new();
        private readonly CharacterJoiner _characters = new();
        private string? _id;
        private string _name = "";

        public long? Index => index;

        public bool MayBe(ToolCallChunk piece) => string.IsNullOrEmpty(piece.Id) || string.IsNullOrEmpty(_id) || piece.Id == _id;

        public void Take(ToolCallChunk piece)
        {
            _id = string.IsNullOrEmpty(_id) ? piece.Id : _id;
            _name = _name.Length == 0 ? piece.Name ?? "" : _name;
            _arguments.Append(_characters.Next(piece.Arguments));
        }

        public ChatToolCall Build() => new(string.IsNullOrEmpty(_id) ? null : _id, _name, _arguments + _characters.Rest);
    }
}
