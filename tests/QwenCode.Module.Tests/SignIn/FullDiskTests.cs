namespace QwenCode.ModuleTests.SignIn;

/// <summary>A credential that is due while there is space for its lock and not for the credential itself.</summary>
public sealed class FullDiskTests
{
    // A process whose files may have a few kilobytes has the errors of a full disk, on any Unix and also as root. The runtime maps its own
    // code by way of a larger file, unless that is turned off.
    private const string WithSmallFiles = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";

    [Fact]
    public async Task The_refresh_token_is_not_used_on_a_full_disk_and_valid_afterwards()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        await using var stage = await SignInStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromMinutes(-1));
        var before = await File.ReadAllBytesAsync(stage.File, TestContext.Current.CancellationToken);
        stage.Pwsh.With("DOTNET_EnableWriteXorExecute", "0");
        var asker = Asker.Chat(stage.Pwsh);

        using (var full = new PwshProcess(stage.Pwsh.Prepare("sh", ["-c", WithSmallFiles, asker.FileName, .. asker.ArgumentList])))
        {
            await full.TellAsync("go");
            (await full.EndAsync()).Output.ShouldEndWith($"CredentialFileUnwritable{Environment.NewLine}");
        }

        stage.Server.Requests.ShouldBeEmpty();
        (await File.ReadAllBytesAsync(stage.File, TestContext.Current.CancellationToken)).ShouldBe(before);
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);

        using var next = new PwshProcess(asker);
        await next.TellAsync("go");
        (await next.EndAsync()).Output.ShouldEndWith($"ok You said: hi{Environment.NewLine}");
        stage.LoginRequests.ShouldBe(1);
    }
}
