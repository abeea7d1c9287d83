using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The moment from which a lock is stale, and what its removal leaves.</summary>
public sealed class StaleLockTests : IDisposable
{
    private readonly CredentialStage _stage = new();
    private readonly string _path;
    private readonly StaleLock _lock;

    public StaleLockTests()
    {
        _path = _stage.File.LockPath;
        _lock = new StaleLock(_path, _stage.Time);
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void Without_a_lock_there_is_nothing_to_wait_for() => _lock.TryRemove().ShouldBeTrue();

    [Fact]
    public void A_lock_of_35_seconds_is_not_stale_yet()
    {
        Put(_path, StaleLock.Age);

        _lock.TryRemove().ShouldBeFalse();
        File.ReadAllText(_path).ShouldBe("another");
    }

    [Fact]
    public void A_lock_that_is_older_than_35_seconds_is_removed()
    {
        Put(_path, StaleLock.Age + TimeSpan.FromMilliseconds(1));

        _lock.TryRemove().ShouldBeTrue();
        _stage.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_lock_from_the_future_is_not_stale_before_it_was_seen_for_more_than_35_seconds()
    {
        Put(_path, TimeSpan.FromHours(-1));
        _lock.TryRemove().ShouldBeFalse();

        _stage.Time.Advance(StaleLock.Age);
        _lock.TryRemove().ShouldBeFalse();

        _stage.Time.Advance(TimeSpan.FromTicks(1));
        _lock.TryRemove().ShouldBeTrue();
        _stage.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_stale_lock_whose_own_time_is_recent_leaves_nothing()
    {
        Put(_path, TimeSpan.FromSeconds(-20));
        _lock.TryRemove().ShouldBeFalse();
        _stage.Time.Advance(TimeSpan.FromSeconds(36));

        _lock.TryRemove().ShouldBeTrue();
        _stage.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_stale_lock_that_another_process_is_removing_is_left_to_it()
    {
        Put(_path, TimeSpan.FromMinutes(2));
        var turn = $"{_path}.{LockSnapshot.Of(_path)!.Value.Name}";
        Put(turn, TimeSpan.Zero);

        _lock.TryRemove().ShouldBeFalse();
        _stage.Files.ShouldBe([_path, turn], ignoreOrder: true);
    }

    // Its name has space for the turn, and none for the longer one that it would be renamed to.
    [Fact]
    public void A_stale_lock_that_cannot_be_renamed_stays_and_the_turn_ends()
    {
        var path = _stage.At(new string('x', 230));
        Put(path, TimeSpan.FromMinutes(2));

        new StaleLock(path, _stage.Time).TryRemove().ShouldBeFalse();
        _stage.Files.ShouldBe([path]);
    }

    [Fact]
    public void A_lock_that_cannot_be_read_has_a_time_and_no_owner()
    {
        Put(_path, TimeSpan.FromSeconds(7));
        _stage.Root.MakeUnreadable(_path);

        LockSnapshot.Of(_path).ShouldBe(new LockSnapshot("", _stage.Time.GetUtcNow().UtcDateTime.AddSeconds(-7)));
    }

    private void Put(string path, TimeSpan age)
    {
        File.WriteAllText(path, "another");
        File.SetLastWriteTimeUtc(path, (_stage.Time.GetUtcNow() - age).UtcDateTime);
    }
}
