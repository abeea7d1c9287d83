using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Creates a conversation from messages that came back from a file.</summary>
internal static class ConversationReader
{
    private static readonly string[] Roles = ["system", "user", "assistant"];

    /// <summary>A message from its members.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="text">What is said.</param>
    /// <param name="parts">The images.</param>
    /// <param name="reasoning">The reasoning.</param>
    /// <exception cref="QwenException">The role is not one of a conversation (<c>InvalidInput</c>).</exception>
    public static ChatMessage Message(string? role, string? text, IReadOnlyList<ChatPart> parts, string? reasoning) =>
        role is not null && Roles.Contains(role, StringComparer.Ordinal) && text is not null
            ? new ChatMessage(role, text, parts, reasoning)
            : throw QwenErrors.NoConversation($"a message has the role '{role}'{(text is null ? " and no text" : "")}");

    /// <summary>A message from its string format, <c>role: text</c>, to which shallow serialisation reduces it.</summary>
    /// <exception cref="QwenException">The text does not have this format (<c>InvalidInput</c>).</exception>
    public static ChatMessage Message(string text)
    {
        var colon = EndOfRole(text);
        return colon > 0
            ? new ChatMessage(text[..colon], text[(colon + 2)..])
            : throw QwenErrors.NoConversation("a message is plain text without a role");
    }

    /// <summary>Whether a string has that format.</summary>
    public static bool IsMessage(string text) => EndOfRole(text) > 0;

    private static int EndOfRole(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && Roles.Contains(text[..colon], StringComparer.Ordinal) ? colon : -1;
    }
}
