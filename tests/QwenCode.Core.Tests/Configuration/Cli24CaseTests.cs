namespace QwenCode.Core.Tests.Configuration;

/// <summary>Replays what was recorded of Qwen Code CLI 0.24.4 with real files.</summary>
public sealed class Cli24CaseTests
{
    public static TheoryData<string> Ids => [.. Cli24Cases.All.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Key_endpoint_and_model_are_those_of_Qwen_Code(string id)
    {
        var recorded = Cli24Cases.All[id];
        var (reason, ours) = Cli24Differences.Table.TryGetValue(id, out var difference) ? difference : ("as Qwen Code", Cli24Cases.Observed(recorded));
        using var replay = new CliReplay(recorded);

        var outcome = replay.Run() with { IsDebug = false };

        if (outcome.ErrorId is not null && ours.ErrorId == Cli24Cases.Failure)
            return;
        outcome.ShouldBe(ours with { Url = ours.Url is null ? null : replay.Fill(ours.Url) }, $"{recorded.Title}: {reason}");
    }

    [Fact]
    public void Every_documented_difference_belongs_to_a_case_and_differs()
    {
        foreach (var (id, (reason, ours)) in Cli24Differences.Table)
            Cli24Cases.Observed(Cli24Cases.All[id]).ShouldNotBe(ours, $"{id}: {reason}");
    }

    [Fact]
    public void All_cases_that_say_what_is_used_are_replayed() => Cli24Cases.All.Count.ShouldBe(213);
}
