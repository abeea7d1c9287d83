using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

/// <summary>Locks that are removed by their owners while others take them.</summary>
public sealed class TemporaryLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_holds_it_at_a_time_and_nothing_is_left()
    {
        var path = _folder.At("x.lock");
        var (holders, most, taken) = (0, 0, 0);

        Parallel.For(0, 40_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var held = TemporaryLock.TryTake(path);
            if (held is null)
                return;
            if (Interlocked.Increment(ref holders) > 1)
                Interlocked.Increment(ref most);
            Interlocked.Increment(ref taken);
            Interlocked.Decrement(ref holders);
        });

        taken.ShouldBeGreaterThan(0);
        most.ShouldBe(0);
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_was_replaced_after_it_was_opened_is_not_the_one_at_the_path()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = _folder.Write("x.lock", "");
        using var opened = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        UnixFile.IsAt(opened.SafeFileHandle, path).ShouldBeTrue();

        File.Delete(path);
        UnixFile.IsAt(opened.SafeFileHandle, path).ShouldBeFalse();

        File.WriteAllText(path, "");
        UnixFile.IsAt(opened.SafeFileHandle, path).ShouldBeFalse();
    }
}
