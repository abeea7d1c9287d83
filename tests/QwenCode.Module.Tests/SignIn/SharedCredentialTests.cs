namespace QwenCode.ModuleTests.SignIn;

/// <summary>One credential that many processes share, at once and while they are killed.</summary>
public sealed class SharedCredentialTests
{
    private const int Shells = 4;
    private const int Processes = 24;

    [PwshFact]
    public async Task Concurrent_processes_renew_an_expired_credential_once()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.Pwsh.HasOwnProcess = true;
        stage.StoreCredential(TimeSpan.FromMinutes(-1));
        var processes = new List<IRunningScript>();
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
    public async Task Processes_beside_a_program_that_ignores_the_lock_and_overwrites_the_file_lose_nothing()
    {
        const int Tokens = 4;
        await using var stage = await SignInStage.StartAsync();

        // A token is due a second after it was issued, so that all renew it at once, again and again.
        stage.Server.Options.OAuth.TokenLifetime = TimeSpan.FromSeconds(31);
        stage.Pwsh.HasOwnProcess = true;
        stage.StoreCredential(TimeSpan.FromMinutes(-1));
        var processes = new List<IRunningScript>();
        await using var careless = new WriterWithoutLock(stage);
        try
        {
            for (var i = 0; i < Processes; i++)
                processes.Add(new PwshProcess(Asker.Share(stage.Pwsh, Tokens)));
            var results = await Task.WhenAll(processes.Select(process => process.EndAsync()));
            await careless.StopAsync();

            results.ShouldAllBe(result => result.ExitCode == 0 && result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.StartsWith("ok ", StringComparison.Ordinal)));
            careless.LocksRemoved.ShouldBeGreaterThan(0);
            stage.Stored.Text("refresh_token").ShouldBe(stage.Server.OAuth.Issued[^1].RefreshToken);
            KillStorm.Age(stage.Folder);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }

        stage.Server.Options.OAuth.TokenLifetime = TimeSpan.FromHours(1);
        using var last = new PwshProcess(Asker.Chat(stage.Pwsh));
        await last.TellAsync("go");
        (await last.EndAsync()).Output.ShouldEndWith($"ok You said: hi{Environment.NewLine}");
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);
    }

    [Fact]
    public async Task Killed_processes_beside_such_a_program_leave_a_readable_credential_or_none()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.Server.Options.OAuth.TokenLifetime = TimeSpan.FromSeconds(20);
        var storm = new KillStorm(stage, seed: Environment.TickCount);
        await using var careless = new WriterWithoutLock(stage);

        for (var round = 0; round < 10; round++)
            await storm.RoundAsync(4, careless.PauseAsync);
        await careless.StopAsync();

        storm.Killed.ShouldBe(40);
        stage.Server.Options.OAuth.TokenLifetime = TimeSpan.FromHours(1);
        KillStorm.Age(stage.Folder);
        stage.StoreCredential(TimeSpan.FromMinutes(-1));
        using var next = new PwshProcess(Asker.Chat(stage.Pwsh));
        await next.TellAsync("go");
        (await next.EndAsync()).Output.ShouldEndWith($"ok You said: hi{Environment.NewLine}");
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);
    }

    [Fact]
    public async Task A_hundred_processes_killed_at_random_times_leave_a_complete_file_and_no_permanent_lock()
    {
        await using var stage = await SignInStage.StartAsync();
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

        stage.StoreCredential(TimeSpan.FromMinutes(-1));
        using var next = new PwshProcess(Asker.Chat(stage.Pwsh));
        await next.TellAsync("go");
        (await next.EndAsync()).Output.ShouldEndWith($"ok You said: hi{Environment.NewLine}");
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);
    }
}
