namespace QwenCode;

/// <summary>A part of a message besides its text: an image.</summary>
public sealed class ChatPart
{
    /// <summary>Creates an image part.</summary>
    /// <param name="imageUrl">An <c>https</c> or <c>data:</c> URL.</param>
    /// <param name="name">The file's name, or the URL.</param>
    public ChatPart(string imageUrl, string name)
    {
        ImageUrl = imageUrl;
        Name = name;
    }

    /// <summary>An <c>https</c> URL, or a <c>data:</c> URL that contains the image itself.</summary>
    public string ImageUrl { get; }

    /// <summary>The file's name, or the URL.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => $"image {Name}";
}
