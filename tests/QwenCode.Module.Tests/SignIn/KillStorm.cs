using System.Diagnostics;

namespace QwenCode.ModuleTests.SignIn;

/// <summary>Lets processes renew a credential without a pause, and kills them at random times.</summary>
internal sealed class KillStorm(SignInStage stage, int seed)
{
    private const int MostRenewals = 8;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    // By then a lock is stale, and every other leftover may be cleared away.
    private static readonly TimeSpan Staleness = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(seed);
    private int _killed;

    /// <summary>How many were killed.</summary>
    public int Killed => _killed;

    /// <summary>How many rounds left a lock.</summary>
    public int LocksLeft { get; private set; }

    /// <summary>The number of requested renewals.</summary>
    public int Renewals => stage.LoginRequests;

    /// <summary>Makes every file but the credential look as old as a stale one.</summary>
    public static void Age(string folder)
    {
        foreach (var leftover in Directory.GetFiles(folder).Where(file => Path.GetFileName(file) != "oauth_creds.json"))
            File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow - Staleness);
    }

    /// <summary>Starts processes that compete for what the last round left, kills each in the middle of its work, and looks at the file.</summary>
    /// <param name="processes">How many.</param>
    /// <param name="pauseOthers">Ends the work of another program, before the file is looked at, until it is disposed of.</param>
    public async Task RoundAsync(int processes, Func<Task<IDisposable>>? pauseOthers = null)
    {
        LogInAgain();
        var started = Enumerable.Range(0, processes).Select(_ => Process.Start(Asker.Renew(stage.Pwsh))!).ToList();

        // A process killed between the service's response and the file lost the credential; the next one reports it, and signs in again.
        var first = await await Task.WhenAny(started.Select(process => process.StandardOutput.ReadLineAsync().WaitAsync(LongestStart)));
        if (first is "CredentialRejected" or "NoAuthentication")
            LogInAgain();
        await Task.WhenAll(started.Select(KillAsync));

        using var pause = pauseOthers is null ? null : await pauseOthers();
        LocksLeft += File.Exists(Path.Join(stage.Folder, "oauth_creds.lock")) ? 1 : 0;
        Age(stage.Folder);
        if (File.Exists(stage.File))
            stage.Stored.EnumerateObject().Count().ShouldBe(5);
    }

    private async Task KillAsync(Process process)
    {
        // By work done rather than by time alone, since a busy machine does little in any.
        var enough = Renewals + _random.Next(MostRenewals);
        var life = LongestLife * _random.NextDouble();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < life && Renewals <= enough;)
            await Task.Delay(1);
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Interlocked.Increment(ref _killed);
    }

    private void LogInAgain()
    {
        if (!File.Exists(stage.File))
            stage.StoreCredential(TimeSpan.FromMinutes(-1));
    }
}
