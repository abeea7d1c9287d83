namespace QwenCode.Errors;

/// <content>Errors of saved conversations.</content>
internal static partial class QwenErrors
{
    private const string ListConversations = "Run Get-QwenConversation to list the saved conversations.";

    /// <summary>The recommended action for a file that the system does not let the account read.</summary>
    public const string CheckPermissions = "Check its permissions, and that no other program has it open.";

    public static QwenException NoSuchConversation(string name) => new(
        ErrorId.ConversationNotFound,
        $"There is no saved conversation '{name}'.",
        ListConversations);

    public static QwenException SeveralConversations(string name, string found) => InvalidParameter(
        $"There are several saved conversations whose names differ from '{name}' in case only: {found}.",
        "Specify one of them exactly as it is written.");

    public static QwenException NoConversationOfFolder(string folder) => new(
        ErrorId.ConversationNotFound,
        $"There is no saved conversation that was started in {folder}.",
        "Run Get-QwenConversation to list those of all folders, and specify one by its name.");

    public static QwenException InvalidConversationName(string name, string why) => InvalidParameter(
        $"A conversation cannot be named '{name}': {why}.",
        "Specify a name of letters, digits, spaces and the characters - _ . that begins and ends with a letter or digit.");

    public static QwenException ConversationExists(string name) => InvalidParameter(
        $"There already is a saved conversation '{name}'.",
        $"Specify another name, or continue that conversation: Enter-QwenChat -Resume -Name '{name}' (in the console: /resume {name}).");

    public static QwenException ConversationInUse(string name) => new(
        ErrorId.ConversationInUse,
        $"The conversation '{name}' is open in another console or command.",
        "Close it there first. Get-QwenConversation reads it meanwhile.");

    public static QwenException ConversationIsCurrent(string name) => new(
        ErrorId.ConversationInUse,
        $"The conversation '{name}' is open in this console.",
        "Continue it, or name another one; /resume ? lists them.");

    public static QwenException ConversationFileInvalid(string path, string reason) => new(
        ErrorId.ConversationFileInvalid,
        $"{path} cannot be used as a saved conversation: {reason}. The file was not changed.",
        "Move it to another folder if it is not a conversation of this module, or remove it.");

    public static QwenException ConversationUnreadable(string path, string reason) => new(
        ErrorId.ConversationFileInvalid,
        $"{path} cannot be read: {reason}.",
        CheckPermissions);

    public static QwenException ConversationUnwritable(string path, string reason, Exception? cause = null) => new(
        ErrorId.ConversationFileUnwritable,
        $"The conversation cannot be saved in {path}: {reason}. It continues in memory.",
        "Make sure that the file and its folder are writable and have free space; the next turn saves what is missing.", cause);

    public static QwenException ConversationNotRenamed(string path, string reason, Exception? cause = null) => new(
        ErrorId.ConversationFileUnwritable,
        $"The conversation in {path} cannot be renamed: {reason}.",
        "Make sure that its folder is writable.", cause);

    public static QwenException ConversationNotRemoved(string path, string reason, Exception? cause = null) => new(
        ErrorId.ConversationFileUnwritable,
        $"The conversation in {path} cannot be removed: {reason}.",
        "Make sure that its folder is writable and that no other program has the file open.", cause);

    public static QwenException NoDataFolder() => new(
        ErrorId.ConversationFileUnwritable,
        "There is no folder for saved conversations: this account has no home directory.",
        "Set HOME, or on Linux XDG_DATA_HOME, to an absolute path and start PowerShell again.");
}
