namespace QwenCode.Errors;

/// <content>Errors of the console.</content>
internal static partial class QwenErrors
{
    public static QwenException ConsoleUnavailable(string why) => new(
        ErrorId.ConsoleUnavailable,
        $"Enter-QwenChat cannot prompt: {why}.",
        "In scripts use Invoke-QwenChat '<prompt>'.");

    public static QwenException NoSuchSlashCommand(string name, string meant) => new(
        ErrorId.InvalidParameter,
        $"The console has no command {name}{(meant.Length == 0 ? "" : $"; did you mean /{meant}?")}{(meant.Length == 0 ? "." : "")}",
        "/help lists the commands. To send text that begins with a slash, put a space before it.");

    public static QwenException InvalidSlashArgument(string command, string argument, string expected) => new(
        ErrorId.InvalidParameter,
        argument.Length == 0 ? $"/{command} requires {expected}." : $"/{command} takes {expected}, not '{argument}'.",
        $"See /help {command}.");

    public static QwenException NoModelName(string name) => new(
        ErrorId.InvalidParameter,
        $"{name} is not one of the models that are known here.",
        "To see them: /model");

    public static QwenException EmptySlashArgument(string command) => new(
        ErrorId.InvalidParameter,
        $"The argument of /{command} is empty.",
        $"See /help {command}.");

    public static QwenException NoClipboard() => new(
        ErrorId.ConsoleUnavailable,
        "The text was not copied: this system has no clipboard that can be reached, and the text is too long for the terminal's.",
        "Use the conversation that Enter-QwenChat returns: $c = Enter-QwenChat");

    public static QwenException NoTurn(string what) => new(
        ErrorId.InvalidParameter,
        $"There is nothing to {what}.",
        "Send a prompt first.");

    public static QwenException NoCodeBlock() => new(
        ErrorId.InvalidParameter,
        "There is nothing to copy: the last answer has no code block.",
        "/copy copies the whole answer.");

    public static QwenException NothingToCompress(string kept) => new(
        ErrorId.InvalidInput,
        $"The conversation is too short to be compressed: its last {kept} turns are kept as they are.",
        "Use /compress later in the conversation.");

    public static QwenException SummaryUnusable(string why) => new(
        ErrorId.InvalidInput,
        $"The summary cannot replace the conversation: {why}. Nothing was changed.",
        "Run /compress again, or choose another model with /model.");
}
