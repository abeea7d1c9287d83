using System.Diagnostics;
using System.Runtime.Versioning;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class CredentialLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qwencode-lock-");
    private readonly OAuthTestTime _time = new();
    private readonly CredentialLock _lock;
    private readonly string _path;

    public CredentialLockTests()
    {
        _path = Path.Combine(_folder.FullName, "oauth_creds.lock");
        _lock = new CredentialLock(_path, _time);
    }

    public void Dispose()
    {
        if (File.Exists(_folder.FullName))
            File.Delete(_folder.FullName);
        else
            _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_lock_contains_a_UUID_is_private_and_is_removed_with_its_lease()
    {
        using (await AcquireAsync())
        {
            Guid.TryParse(await File.ReadAllTextAsync(_path, OAuthStage.Cancellation), out _).ShouldBeTrue();
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(_path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pauses_grow_by_half_from_100_milliseconds_to_2_seconds()
    {
        _time.WaitsPass = false;
        PutLock("another", TimeSpan.Zero);
        var begun = _time.WaitBegun;
        var acquiring = AcquireAsync();
        foreach (var milliseconds in new[] { 100, 150, 225, 337, 506, 759, 1139, 1708, 2000, 2000 })
        {
            await begun;
            begun = _time.WaitBegun;
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            acquiring.IsCompleted.ShouldBeFalse();
            begun.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await begun;
        File.Delete(_path);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await acquiring).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task A_lock_that_others_hold_for_too_long_is_an_error_with_its_path()
    {
        PutLock("another", TimeSpan.Zero);
        var error = await Should.ThrowAsync<QwenException>(() => _lock.AcquireAsync(StillHeld, OAuthStage.Cancellation));
        error.ErrorId.ShouldBe("CredentialLocked");
        error.Message.ShouldContain(_path);
        (await File.ReadAllTextAsync(_path, OAuthStage.Cancellation)).ShouldBe("another");

        bool StillHeld()
        {
            PutLock("another", TimeSpan.Zero);
            return true;
        }
    }

    [Fact]
    public async Task The_longest_wait_ends_at_37_seconds_exactly()
    {
        _time.WaitsPass = false;
        PutLock("another", TimeSpan.Zero);
        var begun = _time.WaitBegun;
        var acquiring = _lock.AcquireAsync(StillHeld, OAuthStage.Cancellation);
        await begun;
        var another = _time.WaitBegun;
        _time.Advance(CredentialLock.LongestWait);

        (await Task.WhenAny(acquiring, another)).ShouldBe(acquiring);
        (await Should.ThrowAsync<QwenException>(() => acquiring)).Message.ShouldContain("37 seconds");

        bool StillHeld()
        {
            PutLock("another", TimeSpan.Zero);
            return true;
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_lock_in_a_folder_that_is_not_writable_is_an_error_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows waits for a file whose removal is not complete.");
        using var folder = UnwritableFolder.Make();
        var start = _time.GetUtcNow();

        var error = await Should.ThrowAsync<QwenException>(
            () => new CredentialLock(Path.Join(folder.Path, "oauth_creds.lock"), _time).AcquireAsync(static () => true, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("CredentialLocked");
        error.Message.ShouldContain("cannot be created");
        _time.GetUtcNow().ShouldBe(start);
    }

    [Theory]
    [InlineData("a directory", "it is a directory")]
    [InlineData("a pipe", "pipe or device")]
    [InlineData("a link to a device", "pipe or device")]
    [InlineData("a link that leads nowhere", "broken link")]
    [InlineData("links in a circle", "loop")]
    [InlineData("two megabytes", "more than the limit")]
    [InlineData("a file in place of the folder", "cannot be created")]
    public async Task A_lock_that_cannot_be_created_is_an_error_at_once_that_shows_what_to_do(string obstacle, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        Put(obstacle);
        var start = _time.GetUtcNow();
        var error = await Should.ThrowAsync<QwenException>(AcquireAsync);
        error.ErrorId.ShouldBe("CredentialLocked");
        error.Message.ShouldContain(_path);
        error.Message.ShouldContain(reason);
        error.RecommendedAction.ShouldContain("QWEN_HOME");
        _time.GetUtcNow().ShouldBe(start);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24 * 365 * 20)]
    public async Task A_lock_from_the_future_is_waited_for_as_long_as_a_new_one(int hours)
    {
        PutLock("dead", TimeSpan.FromHours(-hours));
        var start = _time.GetUtcNow();
        (await AcquireAsync()).ShouldNotBeNull().Dispose();
        (_time.GetUtcNow() - start).TotalSeconds.ShouldBeInRange(35, 37);
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_from_the_future_that_changes_its_owner_is_not_taken_over()
    {
        var holder = 0;
        PutLock("0", TimeSpan.FromHours(-1));
        await Should.ThrowAsync<QwenException>(() => _lock.AcquireAsync(StillHeld, OAuthStage.Cancellation));
        (await File.ReadAllTextAsync(_path, OAuthStage.Cancellation)).ShouldBe($"{holder}");

        bool StillHeld()
        {
            PutLock($"{++holder}", TimeSpan.FromHours(-1));
            return true;
        }
    }

    [Fact]
    public async Task A_turn_from_the_future_blocks_no_process()
    {
        PutLock("dead", TimeSpan.FromMinutes(2));
        var turn = $"{_path}.{LockSnapshot.Of(_path)!.Value.Name}";
        await File.WriteAllTextAsync(turn, "", OAuthStage.Cancellation);
        File.SetLastWriteTimeUtc(turn, _time.GetUtcNow().UtcDateTime.AddYears(3));
        (await AcquireAsync()).ShouldNotBeNull().Dispose();
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_that_is_removed_during_the_wait_is_created_again()
    {
        PutLock("another", TimeSpan.Zero);
        var start = _time.GetUtcNow();
        (await _lock.AcquireAsync(Vanish, OAuthStage.Cancellation)).ShouldNotBeNull().Dispose();
        (_time.GetUtcNow() - start).ShouldBe(TimeSpan.FromMilliseconds(100));

        bool Vanish()
        {
            File.Delete(_path);
            return true;
        }
    }

    [Fact]
    public async Task A_lease_detects_that_its_lock_was_removed_or_taken_over()
    {
        using var lease = (await AcquireAsync()).ShouldNotBeNull();
        lease.IsHeld.ShouldBeTrue();
        File.Delete(_path);
        lease.IsHeld.ShouldBeFalse();
        PutLock("another", TimeSpan.Zero);
        lease.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task A_stale_lock_is_taken_over_at_once_and_leaves_nothing()
    {
        PutLock("dead", TimeSpan.FromSeconds(36));
        var start = _time.GetUtcNow();
        using (await AcquireAsync())
            Directory.GetFiles(_folder.FullName).ShouldBe([_path]);
        _time.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public async Task A_lock_that_an_ended_process_left_recently_is_waited_for()
    {
        PutLock("dead", TimeSpan.Zero);
        var start = _time.GetUtcNow();
        (await AcquireAsync()).ShouldNotBeNull().Dispose();
        (_time.GetUtcNow() - start).TotalSeconds.ShouldBeInRange(35, 37);
    }

    [Fact]
    public async Task A_lock_of_34_seconds_is_not_taken_over()
    {
        _time.WaitsPass = false;
        PutLock("slow", TimeSpan.FromSeconds(34));
        var begun = _time.WaitBegun;
        using var cancellation = new CancellationTokenSource();
        var acquiring = _lock.AcquireAsync(static () => true, cancellation.Token);
        await begun;
        (await File.ReadAllTextAsync(_path, OAuthStage.Cancellation)).ShouldBe("slow");
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => acquiring);
    }

    [Fact]
    public async Task The_wait_ends_if_the_lock_is_no_longer_needed()
    {
        PutLock("another", TimeSpan.Zero);
        (await _lock.AcquireAsync(static () => false, OAuthStage.Cancellation)).ShouldBeNull();
        (await File.ReadAllTextAsync(_path, OAuthStage.Cancellation)).ShouldBe("another");
    }

    [Fact]
    public async Task A_lock_that_was_taken_over_is_not_released_by_its_former_owner()
    {
        var lease = (await AcquireAsync()).ShouldNotBeNull();
        PutLock("successor", TimeSpan.Zero);
        lease.Dispose();
        (await File.ReadAllTextAsync(_path, OAuthStage.Cancellation)).ShouldBe("successor");
    }

    [Fact]
    public async Task A_process_killed_during_a_takeover_blocks_no_other()
    {
        PutLock("dead", TimeSpan.FromMinutes(2));
        _time.WaitsPass = false;
        var begun = _time.WaitBegun;
        using var watcher = new FileSystemWatcher(_folder.FullName) { EnableRaisingEvents = true };
        var turn = new TaskCompletionSource<string>();
        watcher.Created += (_, created) => turn.TrySetResult(created.FullPath);
        (await AcquireAsync()).ShouldNotBeNull().Dispose();
        var taken = await turn.Task.WaitAsync(OAuthStage.Cancellation);

        PutLock("dead", TimeSpan.FromMinutes(2));
        await File.WriteAllTextAsync(taken, "", OAuthStage.Cancellation);
        File.SetLastWriteTimeUtc(taken, (_time.GetUtcNow() - TimeSpan.FromMinutes(1)).UtcDateTime);
        var acquiring = AcquireAsync();
        await begun;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        (await acquiring).ShouldNotBeNull().Dispose();
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_processes_that_take_over_at_once_only_one_holds_the_lock()
    {
        (_time.WaitsMoveClock, var holders, var most, var acquired) = (false, 0, 0, 0);
        for (var round = 0; round < 40; round++)
        {
            PutLock("dead", TimeSpan.FromMinutes(1));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(HoldAsync, OAuthStage.Cancellation)));
        }

        most.ShouldBe(1);
        acquired.ShouldBe(320);
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();

        async Task HoldAsync()
        {
            using var lease = await new CredentialLock(_path, _time).AcquireAsync(static () => true, OAuthStage.Cancellation);
            InterlockedMax(ref most, Interlocked.Increment(ref holders));
            Interlocked.Increment(ref acquired);
            await Task.Yield();
            Interlocked.Decrement(ref holders);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; seen < value; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private void Put(string obstacle)
    {
        switch (obstacle)
        {
            case "a directory":
                Directory.CreateDirectory(_path);
                break;
            case "a pipe":
                using (var process = Process.Start("mkfifo", _path))
                    process.WaitForExit();
                break;
            case "a link to a device":
                File.CreateSymbolicLink(_path, "/dev/zero");
                break;
            case "a link that leads nowhere":
                File.CreateSymbolicLink(_path, "nothing");
                break;
            case "links in a circle":
                File.CreateSymbolicLink(_path, "other");
                File.CreateSymbolicLink(Path.Combine(_folder.FullName, "other"), _path);
                break;
            case "two megabytes":
                File.WriteAllBytes(_path, new byte[2 * 1024 * 1024]);
                break;
            default:
                _folder.Delete();
                File.WriteAllText(_folder.FullName, "");
                break;
        }
    }

    private Task<CredentialLease?> AcquireAsync() => _lock.AcquireAsync(static () => true, OAuthStage.Cancellation);

    private void PutLock(string owner, TimeSpan age)
    {
        File.WriteAllText(_path, owner);
        File.SetLastWriteTimeUtc(_path, (_time.GetUtcNow() - age).UtcDateTime);
    }
}
