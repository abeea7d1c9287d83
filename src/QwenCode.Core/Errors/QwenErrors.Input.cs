namespace QwenCode.Errors;

/// <content>Errors of parameters, files and input.</content>
internal static partial class QwenErrors
{
    public const string CheckDirectory = "Check the permissions of the directory.";

    private const string SendLess = "Send less text, or smaller images.";

    public static QwenException InvalidParameter(string what, string next) => new(
        ErrorId.InvalidParameter, what, next);

    public static QwenException NotADirectory(string what, string next) => new(
        ErrorId.InvalidInput, what, next);

    public const string UrlAsPath = "it is a URL and not a path";

    public static QwenException FileNotSent(string path, string why, string? next = null) => new(
        ErrorId.InvalidInput,
        $"{path} was not sent: {why}.",
        next ?? "Specify a text file or an image.");

    public static QwenException FileNotFound(string path, string why = "it does not exist") =>
        FileNotSent(path, why, "Check the path; Get-ChildItem lists the files of a directory.");

    public static QwenException UrlNotSent(string shown, string url) => FileNotSent(
        shown,
        UrlAsPath,
        url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? "Download it and specify the file: Invoke-WebRequest <url> -OutFile <file>"
            : "Specify the path of a file.");

    public static QwenException DirectoryNotSent(string path, string next) => FileNotSent(path, "it is a directory", next);

    public static QwenException UnmarkedUtf16(string path) => FileNotSent(
        path,
        "it seems to be UTF-16 without a byte order mark",
        "Send its text: Get-Content <file> -Encoding unicode | Invoke-QwenChat <prompt> (bigendianunicode if that shows other characters)");

    public static QwenException DirectoryDenied(string pattern, string directory) =>
        FileNotSent(pattern, $"the directory {directory} cannot be read: access is denied", CheckDirectory);

    public static QwenException ContinuedWithInput() => new(
        ErrorId.InvalidInput,
        "A piped answer or conversation is the one to continue, and cannot be combined with other input.",
        "Send them one by one, or an answer's text as input: $answer.Text, 'more' | Invoke-QwenChat <prompt>. To continue it about other input: -Conversation $answer");

    public static QwenException ImageWithoutPrompt(string name) => FileNotSent(
        name,
        "an image needs a prompt, and there is none",
        "Specify one, as in Get-Item map.png | Invoke-QwenChat 'What does this map show?'");

    public static QwenException NotInFileSystem(string path, string provider) => new(
        ErrorId.InvalidInput,
        $"{path} cannot be used: it belongs to the provider {provider}, not to the file system.",
        "Specify a path in the file system.");

    public static QwenException UnusablePath(string parameter, string path, string why) => InvalidParameter(
        $"-{parameter} {path} cannot be used: {why}.",
        "Specify a path in the file system.");

    public static QwenException FileTooLarge(string path, string why) =>
        FileNotSent(path, why, "Send a part of it: Get-Content <file> -Tail 100 | Invoke-QwenChat <prompt>");

    public static QwenException InputNotSent(string why, string next) => new(
        ErrorId.InvalidInput,
        $"The input was not sent: {why}.", next);

    public static QwenException InputTooLarge(string limit, string? next = null) => new(
        ErrorId.InvalidInput,
        $"Nothing was sent: the request has more than {limit}, the maximum for one request.",
        next ?? SendLess);

    /// <summary>The same error of a request with several items.</summary>
    public static QwenException InputsTooLarge(string limit) => InputTooLarge(limit, "Send less, or send the input item by item: -PerItem");

    public static QwenException NoConversation(string why) => new(
        ErrorId.InvalidInput,
        $"This is not a conversation: {why}.",
        "Specify a ChatAnswer, its Conversation, one from New-QwenConversation, what Import-Clixml or ConvertFrom-Json returns for one, or messages such as @{ role = 'user'; content = 'Hello' }.");

    public static QwenException NoInput() => new(
        ErrorId.NoInput,
        "The prompt's input is empty, so the prompt was not sent.",
        "Check what the command before the pipe returns; to send the prompt without input, leave the pipe out.");

    public static QwenException NoItems() => new(
        ErrorId.NoInput,
        "-PerItem sends the prompt once for each item, and there is none, so the prompt was not sent.",
        "Pipe items to the command or specify files with -Path; to send the prompt alone, leave out -PerItem.");

    public static QwenException NoPrompt() => new(
        ErrorId.NoInput,
        "No prompt was specified.",
        "Specify one, as in Invoke-QwenChat 'Why is the sky blue?', or pipe prompts to the command.");

    public static QwenException NoPromptFor(string parameter) => new(
        ErrorId.NoInput,
        "No prompt was specified.",
        $"Specify the prompt that -{parameter} belongs to: Invoke-QwenChat <prompt> -{parameter}");

    public static QwenException NoPromptForConversation() => new(
        ErrorId.NoInput,
        "A conversation was piped, and no prompt to continue it was specified.",
        "Specify one, as in $conversation | Invoke-QwenChat 'And then?'");

    public static QwenException NoPromptToContinue(bool endsWithPrompt) => new(
        ErrorId.NoInput,
        "No prompt was specified, and a conversation is continued with one.",
        endsWithPrompt
            ? "Its last message is the user's: specify that text as the prompt, and the messages before it with -Conversation."
            : "Specify one, as in Invoke-QwenChat 'And then?' -Conversation $conversation");

    public static QwenException EmptyPrompt() => new(
        ErrorId.InvalidInput,
        "The prompt is empty and was not sent.",
        "Pipe or specify text; Where-Object { $_ } filters out empty lines.");

    public static QwenException EmptyItem() => new(
        ErrorId.InvalidInput,
        "The item is empty, so the prompt was not sent for it.",
        "Leave empty items out: Where-Object { \"$_\".Trim() } filters them out.");

    public static QwenException NoSuchModel(string name, string baseUrl) => new(
        ErrorId.ModelNotFound,
        $"{baseUrl} does not list a model '{name}'.",
        "Run Get-QwenModel to list its models, or use wildcards.");

    public static QwenException NoSuchRoute(string name) => new(
        ErrorId.ModelNotFound,
        $"The settings of Qwen Code have no route for a model '{name}'.",
        "Run Get-QwenModel -Configured to list them, or use wildcards.");

    public static QwenException EnvFileUnreadable(string path, string lookedFor) => new(
        ErrorId.EnvFileUnreadable,
        $"{path} exists but cannot be read, and no other .env file is used instead. {lookedFor}",
        "Make the file readable by your account, or remove it.");

    public static QwenException EnvFileMalformed(string path, string reason, string lookedFor) => new(
        ErrorId.EnvFileUnreadable,
        $"{path} cannot be used: {reason}. Nothing in it is used, and no other .env file is used instead. {lookedFor}",
        "Correct that line, or read the file as Qwen Code does: Set-QwenAuth -EnvSyntax Dotenv");

    public static QwenException EnvFileTooLarge(string path, string reason, string lookedFor) => new(
        ErrorId.EnvFileUnreadable,
        $"{path} cannot be used: {reason}. Nothing in it is used, and no other .env file is used instead. {lookedFor}",
        "Keep only assignments of variables in the file, or remove it.");

    public static QwenException SettingsFileInvalid(string path, string reason) => new(
        ErrorId.SettingsFileInvalid,
        $"The settings file {path} cannot be used: {reason}.",
        "Correct the file, which was not changed.");

    public static QwenException SettingsFileUnwritable(string path, string reason, Exception? cause = null) => new(
        ErrorId.SettingsFileUnwritable,
        $"The choice cannot be stored in the settings file {path}: {reason}. The file was not changed.",
        "Make sure that the file and its folder are writable and have free space (QWEN_HOME moves the folder), or leave out -Persist.", cause);
}
