namespace QwenCode;

/// <summary>Text of a message.</summary>
public sealed class ChatText : ChatContent
{
    internal ChatText(string text) => Text = text;

    /// <inheritdoc/>
    public override string Type => TextType;

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
