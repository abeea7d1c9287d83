namespace QwenCode.Chat;

/// <summary>The saved conversations of a folder.</summary>
/// <param name="Readable">Those that can be read, the last used first.</param>
/// <param name="Failures">Why others cannot (<c>ConversationFileInvalid</c>).</param>
internal sealed record SavedConversations(IReadOnlyList<SavedConversation> Readable, IReadOnlyList<QwenException> Failures);
