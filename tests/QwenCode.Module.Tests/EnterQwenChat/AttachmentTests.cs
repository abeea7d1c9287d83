namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>What is said about files that cannot go with a prompt, in a real terminal.</summary>
public sealed class AttachmentTests
{
    [PwshFact]
    public async Task A_mention_that_is_no_file_is_told_and_sent_and_each_command_says_what_is_attached()
    {
        await using var stage = await ConsoleStage.EnterAsync(width: 300, height: 70, prepare: pwsh =>
        {
            pwsh.Write("project/app.log", "the log");
            pwsh.Write("project/logs/old.log", "old");
            pwsh.Write("project/big.log", new string('x', 5 << 20));
        });
        foreach (var (line, notice) in new[]
        {
            ("/image https://", "/image takes a path or an https URL, not 'https://'."),
            ("/image app.log", "To attach a text file: /attach <path>"),
            ("/image 'big.log'", "big.log was not sent: it is not a PNG, JPEG, GIF or WebP image. To attach a text file: /attach <path>"),
            ("/attach logs", $"logs was not sent: it is a directory. To attach its files: /attach {Path.Join("logs", "*")}"),
            ("/attach app.log", "Attached to the next prompt: app.log."),
            ("/attach ./app.log", "Already attached: app.log"),
            ("/detach", "Removed: app.log"),
            ("/detach", "Nothing is attached."),
            ("/help nosuch", "The console has no command /nosuch. /help lists the commands.\n"),
            ("!exit 3", "To leave the console, use /exit."),
            ("see @nofile.txt or @someone", "@nofile.txt is not a file; it is sent as text."),
            ("see @logs, @*.txt and @app.log", "@logs, @*.txt are not files; they are sent as text.\nWith the prompt: app.log"),
        })
        {
            await stage.Terminal.TypeAsync(line);
            await stage.ReadyAsync(after: notice);
        }

        stage.Prompts.ShouldBe(["see @nofile.txt or @someone", "see @logs, @*.txt and @app.log\n\napp.log:\n```\nthe log\n```"]);
    }
}
