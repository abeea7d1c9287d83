namespace QwenCode.ModuleTests.LoggingIn;

/// <summary>One login that many processes share, at once and while they are killed.</summary>
public sealed class SharedLoginTests
{
    private const int Shells = 4;
    private const int Processes = 24;

    [PwshFact]
    public async Task Processes_that_chat_at_once_with_an_expired_login_renew_it_once()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.StoreLogin(TimeSpan.FromMinutes(-1));
        var processes = new List<PwshProcess>();
        try
        {
            for (var i = 0; i < Processes; i++)
            {
                processes.Add(i < Shells
                    ? stage.Pwsh.Start("'ready'; $null = [Console]::In.ReadLine(); \"ok $(Invoke-QwenChat hi)\"")
                    : new PwshProcess(Asker.Chat(stage.Pwsh)));
            }

            await Task.WhenAll(processes.Select(process => process.FirstOutputAsync()));
            await Task.WhenAll(processes.Select(process => process.TellAsync("go")));
            var results = await Task.WhenAll(processes.Select(process => process.EndAsync()));

            results.ShouldAllBe(result => result.ExitCode == 0 && result.Output.EndsWith($"ok You said: hi{Environment.NewLine}"));
            stage.LoginRequests.ShouldBe(1);
            stage.Asked.Count(path => path == "completions").ShouldBe(Processes);
            stage.Stored.Text("access_token").ShouldBe(stage.Server.OAuth.Issued[^1].AccessToken);
            Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    [Fact]
    public async Task A_hundred_processes_killed_at_random_moments_leave_a_whole_file_and_no_lock_for_good()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Server.Options.OAuth.TokenLifetime = TimeSpan.FromSeconds(20);
        var storm = new KillStorm(stage, seed: Environment.TickCount);

        for (var round = 0; round < 25; round++)
            await storm.RoundAsync(4);

        storm.Killed.ShouldBe(100);
        storm.Renewals.ShouldBeGreaterThan(25);
        storm.LocksLeft.ShouldBeGreaterThan(0, "none was killed at work");
        stage.Server.Options.OAuth.TokenLifetime = TimeSpan.FromHours(1);
        KillStorm.Age(stage.Folder);
        using (var last = new PwshProcess(Asker.Chat(stage.Pwsh)))
        {
            await last.TellAsync("go");
            (await last.EndAsync()).Output.Trim().Split('\n')[^1].ShouldBeOneOf("ok You said: hi", "CredentialRejected", "NoAuthentication");
        }

        stage.StoreLogin(TimeSpan.FromMinutes(-1));
        using var next = new PwshProcess(Asker.Chat(stage.Pwsh));
        await next.TellAsync("go");
        (await next.EndAsync()).Output.ShouldEndWith($"ok You said: hi{Environment.NewLine}");
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);
    }
}
