using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>The limits of input from outside. More is rejected before it exhausts the memory, and nothing is sent.</summary>
internal static class InputLimits
{
    /// <summary>The maximum number of levels of nested objects, lists and tables.</summary>
    public const int Levels = 64;

    /// <summary>The maximum number of values in one object, however deep.</summary>
    public const int Values = 1_000_000;

    /// <summary>The maximum number of messages in a conversation.</summary>
    public const int Messages = 100_000;

    /// <summary>The maximum number of images and other contents in a conversation, of all its messages together.</summary>
    public const int Contents = 100_000;

    /// <summary>The maximum number of table entries that are read in a conversation, counted each time.</summary>
    public const int Entries = 10_000_000;

    /// <summary>The maximum text of one request, in characters.</summary>
    public const int Text = 50 * 1024 * 1024;

    /// <summary>The maximum of all images of one request, in bytes.</summary>
    public const int Images = 100 * 1024 * 1024;

    /// <summary>The maximum length of a line in a file of requests, answers or turns, in bytes: more than the JSON of the largest request.</summary>
    public const int Line = 320 * 1024 * 1024;

    private const int Megabyte = 1024 * 1024;

    /// <summary>What is wrong with input that has more than <see cref="Levels"/>.</summary>
    public static string TooDeep => $"it is nested more than {Levels} levels deep or contains itself";

    /// <summary><see cref="Text"/> in words.</summary>
    public static string TextInWords => $"{Text / Megabyte} MB";

    /// <summary>Rejects more text or images than one request takes.</summary>
    /// <param name="characters">The length of all texts.</param>
    /// <param name="imageBytes">The size of all images.</param>
    /// <param name="tooLarge">Makes the error from the limit; by default the one of a request on its own.</param>
    /// <exception cref="QwenException">It is more (<c>InvalidInput</c>).</exception>
    public static void Ensure(long characters, long imageBytes, Func<string, QwenException>? tooLarge = null)
    {
        tooLarge ??= static limit => QwenErrors.InputTooLarge(limit);
        if (characters > Text)
            throw tooLarge($"{TextInWords} of text");
        if (imageBytes > Images)
            throw tooLarge($"{Images / Megabyte} MB of images");
    }

    /// <summary>Rejects a conversation that is more than one request takes.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="tooLarge">Makes the error from the limit; by default the one of a request on its own.</param>
    /// <exception cref="QwenException">It is more (<c>InvalidInput</c>).</exception>
    public static void Ensure(Conversation conversation, Func<string, QwenException>? tooLarge = null)
    {
        var (characters, imageBytes) = (0L, 0L);
        foreach (var message in conversation.Messages)
        {
            foreach (var content in message.AllContents)
            {
                characters += LengthOf(content);
                imageBytes += SizeOf(content);
            }
        }

        Ensure(characters, imageBytes, tooLarge);
    }

    /// <summary>The size of an image or file in bytes. In a URL it is written in base64, four characters for three bytes.</summary>
    public static long SizeOf(ChatContent content) => content switch
    {
        ChatImage image => image.Url.Length / 4 * 3L,
        ChatFile { Url: { } url } => url.Length / 4 * 3L,
        _ => 0,
    };

    // All text of a content except what SizeOf counts: ids and names are text from outside, too, and many contents may share one.
    private static long LengthOf(ChatContent content) => content switch
    {
        ChatText text => text.Text.Length,
        ChatReasoning reasoning => reasoning.Text.Length,
        ChatFile file => file.Name.Length + LengthOf(file.Id),
        ChatToolCall call => call.Name.Length + call.Arguments.Length + LengthOf(call.Id),
        ChatToolResult result => result.Text.Length + LengthOf(result.CallId),
        _ => 0,
    };

    private static long LengthOf(string? text) => text?.Length ?? 0;
}
