using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: QwenCode.Testing.TestLimit]

namespace QwenCode.Testing;

/// <summary>Cancels a test that makes no progress, so that a run ends and names it.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TestLimitAttribute : BeforeAfterTestAttribute
{
    // No test takes a tenth of it, on a busy machine either.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Timer> _timers = new();

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        _timers[test.UniqueID] = new Timer(_ => context.CancelCurrentTest(), null, Limit, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_timers.TryRemove(test.UniqueID, out var timer))
            timer.Dispose();
    }
}
