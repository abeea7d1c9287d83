namespace QwenCode.Chat;

/// <summary>Puts tool calls together from their chunks.</summary>
internal sealed class ToolCallBuilder
{
    // More than any model makes at once.
    private const int MostCalls = 1024;

    private readonly List<Call> _calls = [];

    /// <summary>Takes the chunks of a message.</summary>
    public void Take(IEnumerable<ToolCallChunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            var call = Find(chunk);
            if (call is null && _calls.Count < MostCalls)
                _calls.Add(call = new Call(chunk.Index));
            call?.Take(chunk);
        }
    }

    /// <summary>The calls.</summary>
    public IEnumerable<ChatToolCall> Build() => _calls.Select(call => call.Build());

    // Some services number all calls 0, or none, and distinguish them by id or name, or only by whole arguments.
    private Call? Find(ToolCallChunk chunk)
    {
        if (chunk.Index is { } index)
            return _calls.FindLast(call => call.Index == index) is { } numbered && numbered.MayBe(chunk) ? numbered : null;
        if (!string.IsNullOrEmpty(chunk.Name))
            return null;
        return string.IsNullOrEmpty(chunk.Id) ? _calls.LastOrDefault() : _calls.FindLast(call => call.Id == chunk.Id);
    }

    private sealed class Call(long? index)
    {
        private readonly TextChunks _arguments = new();
        private readonly CharacterJoiner _characters = new();
        private string _name = "";
        private JsonObjectEnd _end;

        public long? Index => index;

        public string? Id { get; private set; }

        public bool MayBe(ToolCallChunk chunk)
        {
            var hasId = !string.IsNullOrEmpty(chunk.Id);
            if (hasId && !string.IsNullOrEmpty(Id) && chunk.Id != Id)
                return false;
            if (string.IsNullOrEmpty(chunk.Name) || _name.Length == 0)
                return true;
            var isOther = !hasId && string.IsNullOrEmpty(Id) && chunk.Name != _name;
            return !isOther && (!_end.IsReached || string.IsNullOrWhiteSpace(chunk.Arguments));
        }

        public void Take(ToolCallChunk chunk)
        {
            Id = string.IsNullOrEmpty(Id) ? chunk.Id : Id;
            _name = _name.Length == 0 ? chunk.Name ?? "" : _name;
            _end.Take(chunk.Arguments);
            _arguments.Append(_characters.Next(chunk.Arguments));
        }

        public ChatToolCall Build() => new(string.IsNullOrEmpty(Id) ? null : Id, _name, _arguments + _characters.Rest);
    }
}
