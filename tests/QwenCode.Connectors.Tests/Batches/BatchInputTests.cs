using System.Globalization;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>What the loopback server's batch service takes as the lines of a file.</summary>
public sealed class BatchInputTests
{
    private static readonly BatchScript s_atOnce = new() { Statuses = [] };

    public static TheoryData<string, string> BadLines => new()
    {
        { "{\n", "2 invalid_json_line" },
        { "[]\n", "2 invalid_json_line" },
        { "\n", "2 invalid_json_line" },
        { BatchStage.Line("b").TrimEnd() + "x\n", "2 invalid_json_line" },
        { "{\"custom_id\":\"\\ud800\"}\n", "2 invalid_json_line" },
        { BatchStage.Line("b").Replace("{\"custom_id\"", "{\"x\":1,\"custom_id\"", StringComparison.Ordinal), "2 unknown_parameter x" },
        { BatchStage.Line(""), "2 invalid_custom_id custom_id" },
        { BatchStage.Line("b").Replace("\"b\",", "5,", StringComparison.Ordinal), "2 invalid_custom_id custom_id" },
        { BatchStage.Line("a"), "2 duplicate_custom_id custom_id" },
        { BatchStage.Line("\\u0061"), "2 duplicate_custom_id custom_id" },
        { BatchStage.Line("b").Replace("POST", "GET", StringComparison.Ordinal), "2 invalid_method method" },
        { BatchStage.Line("b", url: "/v1/embeddings"), "2 mismatched_url url" },
        { """{"custom_id":"b","method":"POST","url":"/v1/chat/completions"}""", "2 invalid_request body" },
        { """{"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":[{"model":"m"}]}""", "2 invalid_request body" },
        { BatchStage.Line("b", model: ""), "2 invalid_request body.model" },
        { """{"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[]}}""", "2 invalid_request body.messages" },
        { """{"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":{"role":"user"}}}""", "2 invalid_request body.messages" },
        { """{"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{"model":"m"}}""", "2 invalid_request body.messages" },
        { BatchStage.Line("b", model: "n"), "2 mismatched_model body.model" },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_bad_line_fails_the_job_with_its_number(string line, string error)
    {
        await using var stage = await BatchStage.StartAsync(script: s_atOnce);
        (await ErrorsAsync(stage, BatchStage.Line("a") + line)).ShouldBe([error]);
    }

    [Fact]
    public async Task All_bad_lines_are_reported()
    {
        await using var stage = await BatchStage.StartAsync(script: s_atOnce);
        (await ErrorsAsync(stage, "x\n" + BatchStage.Line("a") + "y\n")).ShouldBe(["1 invalid_json_line", "3 invalid_json_line"]);
    }

    [Fact]
    public async Task Members_in_any_order_CRLF_and_no_end_of_the_last_line_are_good()
    {
        await using var stage = await BatchStage.StartAsync(script: s_atOnce);
        (await ErrorsAsync(stage, BatchStage.Line("a").TrimEnd() + "\r\n"
            + """{"body":{"temperature":{"x":[1]},"messages":[{"role":"user","content":[{"type":"text","text":"x"}]}],"model":"m"},"url":"/v1/chat/completions","method":"POST","custom_id":"b"}""")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_and_too_many_or_too_long_lines_fail_the_job()
    {
        await using var stage = await BatchStage.StartAsync(BatchRules.OpenAI with { MaximumLines = 2, MaximumLineBytes = 200 }, s_atOnce);
        (await ErrorsAsync(stage, "")).ShouldBe([" empty_file"]);
        (await ErrorsAsync(stage, BatchStage.Lines(2))).ShouldBeEmpty();
        (await ErrorsAsync(stage, BatchStage.Lines(3))).ShouldBe([" too_many_tasks"]);
        (await ErrorsAsync(stage, BatchStage.Line("a") + BatchStage.Line(new string('b', 100)))).ShouldBe(["2 line_too_large"]);
    }

    [Fact]
    public async Task A_line_longer_than_the_read_buffer_is_good()
    {
        await using var stage = await BatchStage.StartAsync(script: s_atOnce);
        var job = await stage.RunAsync(BatchStage.Line("a") + BatchStage.Line("b", more: $",\"user\":\"{new string('u', 200_000)}\"") + BatchStage.Line("c"));
        (await stage.ResultsAsync(job)).Select(result => result.GetProperty("custom_id").GetString()).ShouldBe(["a", "b", "c"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("", ",\"enable_thinking\":false", false)]
    [InlineData(",\"enable_thinking\":true", ",\"enable_thinking\":false", false)]
    [InlineData(",\"enable_thinking\":true", ",\"enable_thinking\":true", true)]
    public async Task DashScope_takes_one_thinking_mode_a_file(string first, string second, bool valid)
    {
        var lines = BatchStage.Line("a", more: first) + BatchStage.Line("b", more: second);
        await using var dashScope = await BatchStage.StartAsync(BatchRules.DashScope, s_atOnce);
        await using var openAI = await BatchStage.StartAsync(BatchRules.OpenAI, s_atOnce);
        (await ErrorsAsync(dashScope, lines)).ShouldBe(valid ? [] : ["2 mismatched_thinking_mode body.enable_thinking"]);
        (await ErrorsAsync(openAI, lines)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_test_model_of_DashScope_and_its_endpoint_need_each_other()
    {
        const string Endpoint = "/v1/chat/ds-test";
        await using var stage = await BatchStage.StartAsync(BatchRules.DashScope, s_atOnce);
        string Lines(int count, string more = "") => string.Concat(Enumerable.Range(0, count).Select(number => BatchStage.Line($"{number}", "batch-test-model", more, Endpoint)));

        (await ErrorsAsync(stage, Lines(100), Endpoint)).ShouldBeEmpty();
        (await ErrorsAsync(stage, Lines(101), Endpoint)).ShouldBe([" too_many_tasks"]);
        (await ErrorsAsync(stage, Lines(1, $",\"user\":\"{new string('u', 1024 * 1024)}\""), Endpoint)).ShouldBe([" file_too_large"]);
        (await ErrorsAsync(stage, BatchStage.Line("a", "batch-test-model"))).ShouldBe(["1 mismatched_test_url body.model"]);
        (await ErrorsAsync(stage, BatchStage.Line("a", "qwen-plus", url: Endpoint), Endpoint)).ShouldBe(["1 mismatched_test_url body.model"]);
    }

    [Fact]
    public async Task A_file_that_was_deleted_before_the_validation_fails_the_job()
    {
        await using var stage = await BatchStage.StartAsync(script: s_atOnce);
        var id = await stage.CreateAsync(BatchStage.Lines(1));
        await stage.DeleteAsync($"files/{stage.Server.Batches.Files[0].Id}");
        (await stage.GetAsync($"batches/{id}")).Json.GetProperty("errors").GetProperty("data")[0].GetProperty("code").GetString().ShouldBe("file_not_found");
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(BatchStage stage, string lines, string endpoint = "/v1/chat/completions")
    {
        var job = await stage.RunAsync(lines, endpoint: endpoint);
        if (job.GetProperty("status").GetString() == "completed")
            return [];
        return [.. job.GetProperty("errors").GetProperty("data").EnumerateArray().Select(error =>
            string.Create(CultureInfo.InvariantCulture, $"{error.GetProperty("line")} {error.GetProperty("code").GetString()} {error.GetProperty("param").GetString()}").TrimEnd())];
    }
}
