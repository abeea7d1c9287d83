namespace QwenCode;

/// <summary>A file in a message that the service reads, such as a PDF document.</summary>
public sealed class ChatFile : ChatContent
{
    internal ChatFile(string? url, string? id, string name)
    {
        Url = url;
        Id = id;
        Name = name;
    }

    /// <inheritdoc/>
    public override string Type => FileType;

    /// <summary>A <c>data:</c> URL that contains the file itself; <see langword="null"/> for a file that the service has.</summary>
    public string? Url { get; }

    /// <summary>The service's id of the file; <see langword="null"/> for a file that the message contains.</summary>
    public string? Id { get; }

    /// <summary>The file's name, or its id.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => $"file {Name}";
}
