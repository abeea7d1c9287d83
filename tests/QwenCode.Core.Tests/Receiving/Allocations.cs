namespace QwenCode.Core.Tests.Receiving;

/// <summary>The memory that work allocates on the thread that calls it.</summary>
internal static class Allocations
{
    /// <summary>Does the work, which must not wait: what another thread allocates is not counted.</summary>
    public static (long Bytes, Task Work) Of(Func<Task> work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var task = work();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        task.IsCompleted.ShouldBeTrue();
        return (bytes, task);
    }
}
