namespace QwenCode.Core.Tests.Configuration;

/// <summary>Replays what was recorded of Qwen Code CLI with real files.</summary>
public sealed class CliCaseTests
{
    public static TheoryData<string> Ids => [.. CliCase.All.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Key_endpoint_and_model_are_those_of_Qwen_Code(string id)
    {
        var recorded = CliCase.All[id];
        var (reason, ours) = CliDifferences.Of(recorded);
        using var replay = new CliReplay(recorded);

        replay.Run().ShouldBe(ours with { Url = ours.Url is null ? null : replay.Fill(ours.Url) }, $"{recorded.Title}: {reason}");
    }

    [Fact]
    public void Every_documented_difference_belongs_to_a_case_and_differs()
    {
        foreach (var (id, (reason, ours)) in CliDifferences.Table)
            CliCase.All[id].Observed.ShouldNotBe(ours, $"{id}: {reason}");
    }

    [Fact]
    public void All_cases_that_need_no_sign_in_server_are_replayed() => CliCase.All.Count.ShouldBe(106);
}
