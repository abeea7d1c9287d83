using System.IO.Compression;

namespace QwenCode.ModuleTests.Errors;

/// <summary>One response that cannot be read costs one item, and never the session.</summary>
public sealed class ForeignResponseTests
{
    private static readonly Dictionary<string, string> Compressed = new() { ["Content-Encoding"] = "gzip" };

    private static readonly (string Kind, string ErrorId)[] Faults =
    [
        ("gbk", "InvalidRequest"),
        ("lone surrogate", "InvalidRequest"),
        ("broken gzip", "ProtocolViolation"),
        ("status 799", "ServiceUnavailable"),
        ("gzip bomb", "AnswerTooLarge"),
        ("no Unicode in it", ""),
    ];

    [PwshFact]
    public async Task Of_a_batch_only_the_item_with_the_invalid_response_fails_and_the_memory_stays_small()
    {
        await using var server = await LoopbackServer.StartAsync();
        foreach (var (kind, _) in Faults)
            server.Enqueue(Fault.None, Fault.None, FaultOf(kind), Fault.None, Fault.None);
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("COUNT", $"{Faults.Length}");

        var seen = await pwsh.JsonAsync("""
            $batches = foreach ($i in 1..$env:COUNT) {
                $answers = 1..5 | ForEach-Object { "q$_" } | Invoke-QwenChat -MaximumRetryCount 0 -ErrorVariable failures -ErrorAction SilentlyContinue
                "$($answers.InputObject) | $($failures.TargetObject) | $($failures.FullyQualifiedErrorId)"
            }
            @{ Batches = @($batches); Megabytes = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB } | ConvertTo-Json -Compress
            """);

        seen.Texts("Batches").ShouldBe(Faults.Select(fault => fault.ErrorId.Length == 0
            ? "q1 q2 q3 q4 q5 |  | "
            : $"q1 q2 q4 q5 | q3 | {fault.ErrorId},QwenCode.Commands.InvokeQwenChatCommand"));
        seen.GetProperty("Megabytes").GetDouble().ShouldBeLessThan(300);
    }

    [PwshFact]
    public async Task An_overload_reported_in_another_encoding_is_retried()
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
    public async Task An_object_that_PowerShell_cannot_represent_fails_one_item()
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
    public async Task An_exception_of_the_rest_of_the_pipeline_is_not_a_failed_request()
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

    [PwshFact]
    public async Task The_limit_of_an_answer_can_be_set_and_an_invalid_one_is_an_error()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => new string('x', 1024 * 1024) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $results = foreach ($limit in '0', 'lots', '1', '2') {
                $env:QWEN_MAX_ANSWER_MB = $limit
                try { "$((Invoke-QwenChat hi -ErrorAction Stop).Text.Length)" } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $($_ -like '*QWEN_MAX_ANSWER_MB*')" }
            }
            ConvertTo-Json -Compress $results
            """);

        seen.Texts().ShouldBe(["InvalidParameter: True", "InvalidParameter: True", "AnswerTooLarge: True", "1048576"]);
        server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task An_unforeseen_exception_is_an_error_of_each_item_and_the_session_continues()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true }.With("OPENAI_API_KEY", "sk-0123456789-0123456789").With("OPENAI_BASE_URL", "http://127.0.0.1:1/v1").With("OPENAI_MODEL", "m");
        var copy = ModulePackage.CopyTo(pwsh.MakeDirectory("copy"), except: "Connectors");

        var seen = await pwsh.JsonAsync($$"""
            Import-Module '{{copy}}/QwenCode.psd1'
            'a', 'b' | Invoke-QwenChat -ErrorVariable failures -ErrorAction SilentlyContinue
            @{ Ids = @($failures.FullyQualifiedErrorId); Targets = @($failures.TargetObject); Text = "$($failures[0])" } | ConvertTo-Json -Compress
            """, import: false);

        seen.Texts("Ids").ShouldAllBe(id => id == "UnexpectedFailure,QwenCode.Commands.InvokeQwenChatCommand");
        seen.Texts("Targets").ShouldBe(["a", "b"]);
        seen.Text("Text").ShouldContain("FileNotFoundException");
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
