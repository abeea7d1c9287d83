using System.Text;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Chat;

/// <summary>What a file contributes to a message: text in a fenced block under its name, or an image.</summary>
/// <param name="Text">The text; for an image its name.</param>
/// <param name="Image">The image, if it is one.</param>
internal sealed record AttachedFile(string Text, ChatImage? Image)
{
    /// <summary>The largest text file that is sent, in bytes.</summary>
    public const int LargestText = 4 * 1024 * 1024;

    /// <summary>The largest image that is sent, in bytes.</summary>
    public const int LargestImage = 20 * 1024 * 1024;

    /// <summary>Reads a file, off the pipeline thread.</summary>
    /// <exception cref="QwenException">It is neither text nor a known image, is too large, or cannot be read (<c>InvalidInput</c>).</exception>
    public static AttachedFile FromFile(string path)
    {
        var bytes = Read(path);
        var name = Path.GetFileName(path);
        if (ImageOf(path, bytes) is { } image)
            return new AttachedFile(name, image);
        if (bytes.Length > LargestText)
            throw QwenErrors.FileTooLarge(path, $"it has {FileReader.RoundedUp(bytes.Length):0.##} MB, more than the limit of {LargestText / 1048576} MB for text");
        if (IsBinary(bytes))
            throw FileText.IsUnmarkedUtf16(bytes) ? QwenErrors.UnmarkedUtf16(path) : QwenErrors.FileNotSent(path, "it is neither text nor a PNG, JPEG, GIF or WebP image");
        return new AttachedFile(Fence(name, FileText.Decode(bytes)), null);
    }

    /// <summary>Reads an image, off the pipeline thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="otherwise">What to do with a file that is not an image.</param>
    /// <exception cref="QwenException">It is not a known image, is too large, or cannot be read (<c>InvalidInput</c>).</exception>
    public static ChatImage ImageFromFile(string path, string otherwise) =>
        ImageOf(path, Read(path, $"Specify a PNG, JPEG, GIF or WebP image of at most {LargestImage / 1048576} MB.")) ?? throw QwenErrors.FileNotSent(path, "it is not a PNG, JPEG, GIF or WebP image", otherwise);

    /// <summary>The text in a fenced block under a name; the fence is longer than any in the text.</summary>
    public static string Fence(string name, string text)
    {
        var fence = new string('`', Math.Max(3, LongestFence(text) + 1));
        return new StringBuilder(text.Length + name.Length + 16)
            .Append(name).Append(":\n").Append(fence).Append('\n').Append(text.TrimEnd('\r', '\n')).Append('\n').Append(fence).ToString();
    }

    private static ChatImage? ImageOf(string path, byte[] bytes) =>
        ImageType(bytes) is { } type ? new ChatImage($"data:{type};base64,{Convert.ToBase64String(bytes)}", Path.GetFileName(path)) : null;

    private static byte[] Read(string path, string? ifTooLarge = null)
    {
        try
        {
            return FileReader.Read(path, LargestImage)?.Bytes ?? throw QwenErrors.FileNotFound(path);
        }
        catch (UnusableFileException exception)
        {
            throw exception switch
            {
                { IsTooLarge: true } when ifTooLarge is null => QwenErrors.FileTooLarge(path, exception.Message),
                { IsTooLarge: true } => QwenErrors.FileNotSent(path, exception.Message, ifTooLarge),
                _ => QwenErrors.FileNotSent(path, exception.Message, exception.IsOfSystem ? QwenErrors.CheckPermissions : null),
            };
        }
    }

    private static int LongestFence(ReadOnlySpan<char> text)
    {
        var longest = 0;
        while (text.IndexOf('`') is >= 0 and var start)
        {
            text = text[start..];
            var length = text.IndexOfAnyExcept('`') is >= 0 and var end ? end : text.Length;
            longest = Math.Max(longest, length);
            text = text[length..];
        }

        return longest;
    }

    // By the first bytes, whatever the name says.
    private static string? ImageType(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };

    private static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes.StartsWith("%PDF-"u8) || FileText.IsBinary(bytes);
}
