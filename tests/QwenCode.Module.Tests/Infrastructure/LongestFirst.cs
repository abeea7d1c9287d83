using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(QwenCode.ModuleTests.Infrastructure.LongestFirst))]

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>Begins with the classes that take longest, since what waits costs nothing while others run.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = ["CanaryTests", "KeyTests", "ProgressTests", "GuideExampleTests", "SharedCredentialTests", "CommandTests", "CalendarTests", "MisbehaviorTests", "GuideClaimTests", "AnswerTests", "SignInFailureTests", "ForeignTextTests", "KilledBatchTests"];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Rank(collection))];

    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
        return rank < 0 ? Longest.Length : rank;
    }
}
