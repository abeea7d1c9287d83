namespace QwenCode;

/// <summary>A call of a tool in a message of a model, with its arguments.</summary>
public sealed class ChatToolCall : ChatContent
{
    internal ChatToolCall(string? id, string name, string arguments)
    {
        Id = id;
        Name = name;
        Arguments = arguments;
    }

    /// <inheritdoc/>
    public override string Type => ToolCallType;

    /// <summary>The service's id of the call; <see langword="null"/> if it sent none.</summary>
    public string? Id { get; }

    /// <summary>The name of the tool.</summary>
    public string Name { get; }

    /// <summary>The arguments as the model wrote them: usually a JSON object, for <c>ConvertFrom-Json</c>.</summary>
    public string Arguments { get; }

    /// <summary>Name and arguments.</summary>
    public override string ToString() => $"{Name}({Arguments})";
}
