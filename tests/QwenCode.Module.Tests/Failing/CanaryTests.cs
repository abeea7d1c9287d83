using System.Text.Json;

namespace QwenCode.ModuleTests.Failing;

/// <summary>A key, planted wherever one can stand, is searched for in all that the module lets out.</summary>
public sealed class CanaryTests
{
    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}{Guid.NewGuid():N}";

    // A part of it is as bad. The last four characters may be shown.
    private string Trace => _canary[..24];

    [PwshTheory]
    [InlineData("parameter")]
    [InlineData("process")]
    [InlineData("file")]
    [InlineData("settings")]
    public async Task A_key_appears_in_no_stream_error_object_or_transcript(string place)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ApiKey = _canary });
        using var pwsh = new PwshRun().With("OPENAI_BASE_URL", server.BaseUrl.AbsoluteUri).With("OPENAI_MODEL", "qwen3-max");
        Plant(pwsh, place);
        using var process = pwsh.Start("$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'\n" + CanaryScript.Text);
        await process.TellAsync(place == "parameter" ? _canary : "");

        var result = await process.EndAsync();

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Asking ");
        result.Output.ShouldContain("RateLimited,");
        result.Output.ShouldContain("objects: AuthContext, ChatAnswer, EnvSource, ModelInfo");
        server.Requests.Count(request => request.Key() == _canary).ShouldBeGreaterThan(6);
        var files = Directory.GetFiles(pwsh.Project, "out.*");
        files.Select(Path.GetExtension).ShouldBe([".json", ".xml", ".transcript"], ignoreOrder: true);
        var texts = files.Select(File.ReadAllText).Append(result.Output).Append(result.Errors).ToList();
        texts.ShouldAllBe(text => text.Length == 0 || !text.Contains(Trace));
    }

    [PwshFact]
    public async Task AsPlainText_does_show_a_key_from_a_file()
    {
        using var pwsh = new PwshRun();
        Plant(pwsh, "file");

        var values = await pwsh.JsonAsync("ConvertTo-Json -Compress @((Get-QwenEnvSource).Variables.Value, (Get-QwenEnvSource -AsPlainText).Variables.Value)");

        values.Texts().ShouldBe([$"****{_canary[^4..]}", _canary]);
    }

    [PwshFact]
    public async Task A_key_that_the_service_sends_back_is_not_shown()
    {
        var leaks = await LeaksAsync(new()
        {
            ["error"] = Fault.Status(401, $$$"""{"error":{"message":"Incorrect API key provided: {{{_canary}}}.","code":"invalid_api_key"}}"""),
            ["text"] = Fault.Status(400, $"Authorization: Bearer {_canary}", "text/plain"),
            ["page"] = Fault.Status(502, $"<html><title>{_canary}</title></html>", "text/html"),
            ["error in success"] = Fault.RawJson($$$"""{"error":{"message":"bad key {{{_canary}}}","code":"{{{_canary}}}"}}"""),
            ["no JSON"] = Fault.RawJson($"<<< {_canary}"),
            ["request id in the body"] = Fault.Status(500, $$$"""{"message":"failed","code":"X","request_id":"{{{_canary}}}"}"""),
        });

        leaks.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_key_that_the_service_sends_back_in_a_header_is_not_shown()
    {
        var leaks = await LeaksAsync(new()
        {
            ["Location"] = Fault.Status(302, "", headers: new Dictionary<string, string> { ["Location"] = $"https://login.invalid/?key={_canary}" }),
            ["x-request-id"] = Fault.Status(400, headers: new Dictionary<string, string> { ["x-request-id"] = _canary }),
            ["Content-Type"] = Fault.Raw("nothing"u8.ToArray(), $"text/plain; key={_canary}"),
        });

        leaks.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_key_that_the_service_sends_back_in_JSON_escapes_is_not_shown()
    {
        var key = $"sk-{_canary}+/==";
        var escaped = string.Concat(_canary.Select(letter => $"\\u{(int)letter:x4}"));

        var leaks = await LeaksAsync(
            new()
            {
                ["as .NET services escape"] = Fault.Status(401, JsonSerializer.Serialize(new { error = new { message = $"Incorrect API key provided: {key}." } })),
                ["as PHP services escape"] = Fault.Status(400, $$$"""{"error":{"message":"bad key {{{key.Replace("/", "\\/", StringComparison.Ordinal)}}}"}}"""),
                ["every letter"] = Fault.Status(400, $$$"""{"error":{"message":"bad key sk-{{{escaped}}}+/=="}}"""),
            },
            key);

        leaks.ShouldBeEmpty();
    }

    private async Task<List<string>> LeaksAsync(Dictionary<string, Fault> faults, string? key = null)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue([.. faults.Values]);
        using var pwsh = new PwshRun().WithServer(server).With("OPENAI_API_KEY", key ?? _canary).With("COUNT", $"{faults.Count}");

        var texts = await pwsh.JsonAsync("""
            $texts = foreach ($number in 1..$env:COUNT) {
                $Error.Clear()
                $all = try { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug *>&1 | Out-String } catch { "$_" }
                $all + ($Error | Format-List * -Force | Out-String) + ($Error | ForEach-Object { $_.Exception | Format-List * -Force | Out-String })
            }
            ConvertTo-Json -Compress @($texts)
            """);

        server.Requests.Count.ShouldBe(faults.Count);
        texts.GetArrayLength().ShouldBe(faults.Count);
        texts.Texts().ShouldAllBe(text => text.Contains("HTTP") || text.Contains("Exception"));
        return [.. faults.Keys.Zip(texts.Texts()).Where(pair => pair.Second.ReplaceLineEndings("").Contains(Trace)).Select(pair => pair.First)];
    }

    private void Plant(PwshRun pwsh, string place)
    {
        switch (place)
        {
            case "process":
                pwsh.With("OPENAI_API_KEY", _canary);
                break;
            case "file":
                pwsh.Write("project/.env", $"OPENAI_API_KEY={_canary}\n");
                break;
            case "settings":
                pwsh.Write("home/.qwen/settings.json", $$$"""{ "security": { "auth": { "apiKey": "{{{_canary}}}" } } }""");
                break;
        }
    }
}
