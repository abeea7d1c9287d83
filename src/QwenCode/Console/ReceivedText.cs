using System.Text;

namespace QwenCode.Console;

/// <summary>What has arrived of an answer.</summary>
internal sealed class ReceivedText
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();

    /// <summary>The text.</summary>
    public string Text => _text.ToString();

    /// <summary>The contents of a message with it.</summary>
    public IEnumerable<ChatContent> Contents => _reasoning.Length == 0 ? [new ChatText(Text)] : [new ChatReasoning(_reasoning.ToString()), new ChatText(Text)];

    /// <summary>Adds a chunk.</summary>
    public void Add(ChatDelta delta)
    {
        _text.Append(delta.Text);
        _reasoning.Append(delta.Reasoning);
    }
}
