namespace QwenCode.Core.Tests.Environment;

/// <summary>Replays what was recorded of Qwen Code CLI with real files.</summary>
public sealed class CliCaseTests
{
    public static TheoryData<string> Ids => [.. CliCase.All.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Uses_the_key_endpoint_and_model_that_Qwen_Code_uses(string id)
    {
        var recorded = CliCase.All[id];
        var (reason, ours) = CliDifferences.Of(recorded);
        using var replay = new CliReplay(recorded);

        replay.Run().ShouldBe(ours with { Url = ours.Url is null ? null : replay.Fill(ours.Url) }, $"{recorded.Title}: {reason}");
    }

    [Fact]
    public void Every_difference_belongs_to_a_case_and_is_one()
    {
        foreach (var (id, (reason, ours)) in CliDifferences.Table)
            CliCase.All[id].Observed.ShouldNotBe(ours, $"{id}: {reason}");
    }

    [Fact]
    public void All_cases_are_replayed_that_need_no_login_server() => CliCase.All.Count.ShouldBe(106);
}
