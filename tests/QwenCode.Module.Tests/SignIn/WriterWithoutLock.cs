using System.Text.Json;
using System.Text.Json.Nodes;

namespace QwenCode.ModuleTests.SignIn;

/// <summary>
/// Another program that shares the credential and ignores all rules: it renews without the lock, removes locks that are not its
/// own, and overwrites the file after it has emptied it.
/// </summary>
internal sealed class WriterWithoutLock : IAsyncDisposable
{
    private static readonly TimeSpan RefreshAhead = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    private readonly SignInStage _stage;
    private readonly HttpClient _http = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    /// <summary>Begins.</summary>
    public WriterWithoutLock(SignInStage stage)
    {
        _stage = stage;
        Directory.CreateDirectory(stage.Folder);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>How many locks it removed.</summary>
    public int LocksRemoved { get; private set; }

    /// <summary>The number of its renewals.</summary>
    public int Renewals { get; private set; }

    /// <summary>Has it finish what it is at, and do nothing until the result is disposed of.</summary>
    public async Task<IDisposable> PauseAsync()
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        return new Pause(_turn);
    }

    /// <summary>Has it finish what it is at, and end.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _work;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _turn.Dispose();
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            await _turn.WaitAsync(CancellationToken.None);
            try
            {
                RemoveLock();

                // Until it has removed one, the others are left to renew under their lock.
                if (LocksRemoved > 0)
                    await RenewAsync();
            }
            finally
            {
                _turn.Release();
            }

            await Task.Delay(LocksRemoved > 0 ? LongestPause * Random.Shared.NextDouble() : ShortestPause);
        }
    }

    private void RemoveLock()
    {
        var file = Path.Join(_stage.Folder, "oauth_creds.lock");
        LocksRemoved += File.Exists(file) ? 1 : 0;
        File.Delete(file);
    }

    private async Task RenewAsync()
    {
        if (Read() is not { } login || !IsDue(login))
            return;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = $"{login["refresh_token"]}",
            ["client_id"] = _stage.Server.Options.OAuth.ClientId,
        });
        using var answer = await _http.PostAsync($"{_stage.Server.Origin}api/v1/oauth2/token", form);
        if (!answer.IsSuccessStatusCode || JsonNode.Parse(await answer.Content.ReadAsStringAsync()) is not JsonObject tokens)
            return;
        login["access_token"] = $"{tokens["access_token"]}";
        login["refresh_token"] = $"{tokens["refresh_token"]}";
        login["expiry_date"] = (DateTimeOffset.UtcNow + TimeSpan.FromSeconds((double)tokens["expires_in"]!)).ToUnixTimeMilliseconds();
        await WriteInPlaceAsync(login.ToJsonString());
        Renewals++;
    }

    private async Task WriteInPlaceAsync(string text)
    {
        await using var stream = new FileStream(_stage.File, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await Task.Yield();
        foreach (var half in new[] { text[..(text.Length / 2)], text[(text.Length / 2)..] })
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(half));
    }

    private JsonObject? Read()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(_stage.File)) as JsonObject;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    private static bool IsDue(JsonObject login) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)login["expiry_date"]!) - DateTimeOffset.UtcNow < RefreshAhead;

    private sealed class Pause(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
