namespace QwenCode;

/// <summary>An image in a message.</summary>
public sealed class ChatImage : ChatContent
{
    internal ChatImage(string url, string name)
    {
        Url = url;
        Name = name;
    }

    /// <inheritdoc/>
    public override string Type => ImageType;

    /// <summary>An <c>https</c> URL, or a <c>data:</c> URL that contains the image itself.</summary>
    public string Url { get; }

    /// <summary>The file's name, or the URL.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => $"image {Name}";
}
