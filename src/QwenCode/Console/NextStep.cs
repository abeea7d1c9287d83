using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>What to do about an error in the console, if its recommended action names cmdlets.</summary>
internal static class NextStep
{
    /// <summary>A sentence; <see langword="null"/> if the console has nothing better than the recommended action.</summary>
    public static string? After(QwenException exception) => exception.Id switch
    {
        ErrorId.NoAuthentication or ErrorId.InvalidApiKey or ErrorId.CredentialRejected or ErrorId.CredentialFileInvalid => "In this console, use /auth.",
        ErrorId.ModelRequired or ErrorId.ModelNotFound => "In this console, /model shows the models, and /model <name> selects one.",
        ErrorId.ContextTooLong => "In this console, use /compress or /clear.",
        ErrorId.ConversationNotFound => "In this console, /resume ? lists the conversations, and /resume <name> continues one.",
        _ => null,
    };
}
