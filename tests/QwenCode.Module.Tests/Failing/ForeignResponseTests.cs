using System.IO.Compression;

namespace QwenCode.ModuleTests.Failing;

/// <summary>One response that cannot be read costs one item, and never the session.</summary>
public sealed class ForeignResponseTests
{
    private static readonly Dictionary<string, string> Compressed = new() { ["Content-Encoding"] = "gzip" };

    public static TheoryData<string, string> Faults => new()
    {
        { "gbk", "InvalidRequest" },
        { "lone surrogate", "InvalidRequest" },
        { "broken gzip", "ProtocolViolation" },
        { "status 799", "ServiceUnavailable" },
        { "gzip bomb", "AnswerTooLarge" },
        { "no Unicode in it", "" },
    };

    [PwshTheory]
    [MemberData(nameof(Faults))]
    public async Task Of_a_batch_only_the_item_with_the_odd_response_is_lost(string kind, string errorId)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.None, Fault.None, FaultOf(kind));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answers = 1..5 | ForEach-Object { "q$_" } | Invoke-QwenChat -MaximumRetryCount 0 -ErrorVariable failures -ErrorAction SilentlyContinue
            @{ Answers = @($answers.InputObject); Failures = @($failures | ForEach-Object TargetObject); Ids = @($failures | ForEach-Object FullyQualifiedErrorId); Bytes = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 } | ConvertTo-Json -Compress
            """);

        string[] lost = errorId.Length == 0 ? [] : ["q3"];
        seen.Texts("Failures").ShouldBe(lost);
        seen.Texts("Ids").ShouldBe(lost.Select(_ => $"{errorId},QwenCode.Commands.InvokeQwenChatCommand"));
        seen.Texts("Answers").ShouldBe(Enumerable.Range(1, 5).Select(i => $"q{i}").Except(lost));
        seen.GetProperty("Bytes").GetInt64().ShouldBeLessThan(400L * 1024 * 1024);
    }

    [PwshFact]
    public async Task A_busy_service_that_answers_in_another_encoding_is_asked_again()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(
            Fault.Status(429, """{"error":{"message":"cannot read \ud83d"}}""", headers: new Dictionary<string, string> { ["retry-after-ms"] = "1" }),
            Fault.Status(503, """{"error":{"message":"\ude00"}}""", headers: new Dictionary<string, string> { ["retry-after-ms"] = "1" }));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("'a', 'b' | Invoke-QwenChat -ThrottleLimit 2 | ForEach-Object Text | ConvertTo-Json -Compress");

        seen.Texts().ShouldBe(["You said: a", "You said: b"]);
        server.Requests.Count.ShouldBe(4);
    }

    [PwshFact]
    public async Task An_object_that_PowerShell_cannot_hold_costs_one_item()
    {
        string[] replies = ["""{"a":1}""", """{"psobject":2}""", """{"psbase":1,"pstypenames":2}""", """{"a":"\ud83d"}""", """{"a":2}"""];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => replies[int.Parse(request.Messages[^1].Text.AsSpan(0, 1), System.Globalization.CultureInfo.InvariantCulture)] });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $objects = '0', '1', '2', '3', '4' | Invoke-QwenChat -Schema '{"type":"object"}' -AsObject -ErrorVariable failures -ErrorAction SilentlyContinue
            $streamed = '0', '1', '4' | Invoke-QwenChat -Schema '{"type":"object"}' -Live -InformationAction Ignore -ErrorVariable more -ErrorAction SilentlyContinue
            @{ Objects = @($objects.a | ForEach-Object { "$_" }); Failures = @($failures + $more | ForEach-Object TargetObject); Ids = @($failures + $more | ForEach-Object FullyQualifiedErrorId | Select-Object -Unique); Streamed = @($streamed.Text) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Objects").ShouldBe(["1", "\uFFFD", "2"]);
        seen.Texts("Failures").ShouldBe(["1", "2", "1"]);
        seen.Texts("Ids").ShouldBe(["ProtocolViolation,QwenCode.Commands.InvokeQwenChatCommand"]);
        seen.Texts("Streamed").ShouldBe(["""{"a":1}""", """{"a":2}"""]);
    }

    [PwshFact]
    public async Task What_the_rest_of_the_pipeline_throws_is_not_taken_for_a_failed_request()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $thrown = try { 'a', 'b' | Invoke-QwenChat | ForEach-Object { throw 'mine' } } catch { "$_" }
            $broken = foreach ($once in 1) { 'a', 'b' | Invoke-QwenChat | ForEach-Object { break } }
            $stopped = try { 'a', 'b' | Invoke-QwenChat -ErrorAction Stop -MaximumRetryCount 0 | ForEach-Object { [int]::Parse('x') } } catch { $_.FullyQualifiedErrorId }
            @{ Thrown = $thrown; Stopped = $stopped; Errors = @($Error | Where-Object FullyQualifiedErrorId -like 'Unexpected*').Count } | ConvertTo-Json -Compress
            """);

        (seen.Text("Thrown"), seen.Text("Stopped"), seen.Number("Errors")).ShouldBe(("mine", "FormatException,Microsoft.PowerShell.Commands.ForEachObjectCommand", 0));
    }

    [PwshTheory]
    [InlineData("0")]
    [InlineData("lots")]
    public async Task A_limit_that_is_none_is_told(string value)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server).With("QWEN_MAX_ANSWER_MB", value);

        var seen = await pwsh.JsonAsync("""try { Invoke-QwenChat hi -ErrorAction Stop } catch { @{ Id = $_.FullyQualifiedErrorId; Text = "$_" } | ConvertTo-Json -Compress }""");

        seen.Text("Id").ShouldStartWith("InvalidRequest");
        seen.Text("Text").ShouldContain("QWEN_MAX_ANSWER_MB");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task The_limit_of_an_answer_can_be_set()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => new string('x', 1024 * 1024) });
        using var pwsh = new PwshRun().WithServer(server).With("QWEN_MAX_ANSWER_MB", "1");

        var seen = await pwsh.JsonAsync("""
            $id = try { Invoke-QwenChat hi -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            $env:QWEN_MAX_ANSWER_MB = '2'
            @{ Id = $id; Length = (Invoke-QwenChat hi).Text.Length } | ConvertTo-Json -Compress
            """);

        (seen.Text("Id"), seen.Number("Length")).ShouldBe(("AnswerTooLarge,QwenCode.Commands.InvokeQwenChatCommand", 1024 * 1024));
    }

    private static Fault FaultOf(string kind) => kind switch
    {
        "gbk" => Fault.Raw([.. "{\"error\":{\"message\":\""u8, 0xC4, 0xE3, .. "\"}}"u8], "application/json", status: 400),
        "lone surrogate" => Fault.Status(400, """{"error":{"message":"\ud83d"}}"""),
        "broken gzip" => Fault.Raw("no gzip"u8.ToArray(), "application/json", Compressed),
        "status 799" => Fault.Status(799, "{}"),
        "gzip bomb" => Fault.Raw(Bomb(), "application/json", Compressed),
        _ => Fault.RawJson("""{"\ud83d":1,"choices":[{"message":{"content":"\ude00"}}]}"""),
    };

    private static byte[] Bomb()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            for (var i = 0; i < 30; i++)
                gzip.Write(new byte[16 * 1024 * 1024]);
        }

        return compressed.ToArray();
    }
}
