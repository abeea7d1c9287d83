namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>Files of results and requests that begin with a byte order mark, as Windows PowerShell writes UTF-8.</summary>
public sealed class ByteOrderMarkTests
{
    private const string Mark = "\uFEFF";

    [PwshFact]
    public async Task The_mark_of_a_file_of_results_or_requests_is_skipped()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/results.jsonl", $"{Mark}{Line("1", "one")}\n{Line("2", "two")}\n");

        var seen = await pwsh.JsonAsync("""
            $null = 'a', 'b' | Start-QwenBatch -Model m -OutFile plain.jsonl
            Get-Content plain.jsonl | Set-Content -Encoding utf8BOM requests.jsonl
            $with = Receive-QwenBatch -Path results.jsonl -RequestPath requests.jsonl
            $alone = Receive-QwenBatch -Path results.jsonl
            @{ Byte = [IO.File]::ReadAllBytes("$PWD/requests.jsonl")[0]; With = @($with | ForEach-Object { "$($_.InputObject): $_" }); Alone = @($alone | ForEach-Object { "$($_.InputObject): $_" }) } | ConvertTo-Json -Compress
            """);

        seen.Number("Byte").ShouldBe(0xEF);
        seen.Texts("With").ShouldBe(["a: one", "b: two"]);
        seen.Texts("Alone").ShouldBe(["1: one", "2: two"]);
    }

    private static string Line(string id, string text) =>
        $$$"""{"id":"x","custom_id":"{{{id}}}","response":{"status_code":200,"body":{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}]}},"error":null}""";
}
