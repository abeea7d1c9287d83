namespace QwenCode.ModuleTests.GetQwenConversation;

/// <summary>A turn for which there is no space.</summary>
public sealed class FullDiskTests
{
    // A process whose files may have 1.5 MB has the errors of a full disk, on any Unix and also as root. The runtime maps its own code by
    // way of a larger file, unless that is turned off.
    private const string WithSmallFiles = "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\"";

    [PwshFact]
    public async Task A_turn_without_space_leaves_the_file_as_it_was_and_stays_in_memory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        using var pwsh = new PwshRun { HasOwnProcess = true };
        var talks = new SavedTalks(pwsh);
        talks.Save("talk", pwsh.Project, "one");
        var before = await File.ReadAllBytesAsync(talks.PathOf("talk"), TestContext.Current.CancellationToken);
        pwsh.With("DOTNET_EnableWriteXorExecute", "0").With("STORE", talks.Folder);
        var file = pwsh.Write("full.ps1", $$"""
            Import-Module '{{ModulePackage.Manifest}}'
            $type = [QwenCode.ChatAnswer].Assembly.GetType('QwenCode.Chat.ConversationStore')
            $store = [Activator]::CreateInstance($type, @($env:STORE, [TimeProvider]::System))
            function Append($log, $text) {
                $messages = [QwenCode.ChatMessage[]] [QwenCode.ChatMessage]::new('user', $text)
                try { $null = $log.GetType().GetMethod('Append').Invoke($log, @($messages, $null, $null)); 'written' } catch { $_.Exception.InnerException.ErrorId }
            }
            $log = $type.GetMethod('Open').Invoke($store, @('talk'))
            Append $log ('x' * 3mb)
            $log.Conversation.Messages.Count
            $new = $type.GetMethod('Create').Invoke($store, @('new', '/w'))
            Append $new ('x' * 3mb)
            Append $new 'y'
            $new.Conversation.Messages.Count
            """);

        using var full = new PwshProcess(pwsh.Prepare("sh", ["-c", WithSmallFiles, .. PinnedPowerShell.CommandLine(), "-NoProfile", "-File", file]));
        var result = await full.EndAsync();

        result.Output.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe(["ConversationFileUnwritable", "3", "ConversationFileUnwritable", "ConversationFileUnwritable", "2"]);
        (await File.ReadAllBytesAsync(talks.PathOf("talk"), TestContext.Current.CancellationToken)).ShouldBe(before);
        File.Exists(talks.PathOf("new")).ShouldBeFalse();
    }
}
