using System.Text.Json;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Parameters as they arrive in the request's JSON.</summary>
public sealed class ParameterTests
{
    [PwshFact]
    public async Task A_request_without_parameters_has_only_the_model_and_the_message()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true });
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("Invoke-QwenChat hi | ForEach-Object Text | ConvertTo-Json");

        var request = server.Requests.Single();
        request.Path.ShouldBe("/v1/chat/completions");
        request.Body.ShouldBe("""{"model":"qwen3-max","messages":[{"role":"user","content":"hi"}]}""");
        request.Headers["User-Agent"].ShouldStartWith("QwenCode-PowerShell/");
    }

    [PwshFact]
    public async Task What_is_not_a_context_is_rejected_with_how_to_get_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $values = 'work', 'sk-proj-4f1d7c20a9b34e11abcdef', 5, @{ Provider = 'OpenAI' }, [pscustomobject]@{ Model = 'm' }, @((Get-QwenAuth), (Get-QwenAuth))
            $failures = foreach ($value in $values) { foreach ($command in { Invoke-QwenChat hi -AuthContext $value }, { Get-QwenModel -AuthContext $value }) { try { & $command; 'sent' } catch { "$_" } } }
            $null = Invoke-QwenChat hi -AuthContext (Get-QwenAuth)
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Length.ShouldBe(12);
        seen.Texts().ShouldAllBe(failure => failure.Contains(" is not a context. Specify one that Connect-Qwen or Get-QwenAuth returned") && !failure.Contains("QwenCode.AuthContext") && !failure.Contains("4f1d7c20"));
        seen.Texts()[0].ShouldContain("'work' is not a context.");
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task Sampling_parameters_are_sent_with_the_names_of_the_API()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true });
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            [cultureinfo]::CurrentCulture = 'de-DE'
            Invoke-QwenChat hi -Model other -System 'be brief' -Temperature 0.25 -TopP 0.5 -MaxTokens 77 -Seed 4294967296 -Stop 'END', "`n" | ForEach-Object Text | ConvertTo-Json
            """);

        ShouldBeJson(server.Requests.Single().Json(), """
            {
              "model": "other", "messages": [{ "role": "system", "content": "be brief" }, { "role": "user", "content": "hi" }],
              "temperature": 0.25, "top_p": 0.5, "max_tokens": 77, "seed": 4294967296, "stop": ["END", "\n"]
            }
            """);
    }

    [PwshFact]
    public async Task ExtraBody_is_added_to_the_JSON_unchanged_and_takes_precedence()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $extra = @{
                temperature     = 1.5
                enable_thinking = $true
                nothing         = $null
                response_format = @{ type = 'json_object'; deep = [ordered]@{ list = @(1, 'two', $false, @(), @{}) } }
                metadata        = [pscustomobject]@{ purpose = 'Prüfung 中'; count = [long]3 }
                one             = @('single')
                nested          = @(, @(1, 2))
            }
            Invoke-QwenChat hi -Temperature 0.1 -TopP 0.9 -ExtraBody $extra | ForEach-Object Text | ConvertTo-Json
            """);

        ShouldBeJson(server.Requests.Single().Json(), """
            {
              "model": "qwen3-max", "messages": [{ "role": "user", "content": "hi" }], "top_p": 0.9,
              "temperature": 1.5, "enable_thinking": true,
              "response_format": { "type": "json_object", "deep": { "list": [1, "two", false, [], {}] } },
              "metadata": { "purpose": "Prüfung 中", "count": 3 }, "one": ["single"], "nested": [[1, 2]]
            }
            """);
    }

    [PwshFact]
    public async Task Values_that_JSON_cannot_represent_or_out_of_range_are_rejected_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var ids = await pwsh.JsonAsync("""
            $loop = @{}; $loop.self = $loop
            $attempts = @(
                { Invoke-QwenChat hi -ExtraBody $loop }
                { Invoke-QwenChat hi -ExtraBody @{ x = [double]::NaN } }
                { Invoke-QwenChat hi -Temperature 3 }
                { Invoke-QwenChat hi -MaxTokens 0 }
            )
            $attempts | ForEach-Object { try { & $_; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } } | ConvertTo-Json -Compress
            """);

        ids.Texts()[..2].ShouldAllBe(id => id == "InvalidParameter");
        ids.Texts()[2..].ShouldAllBe(id => id == "ParameterArgumentValidationError");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task An_object_in_ExtraBody_that_cannot_be_read_is_an_error_of_the_module()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var id = await pwsh.JsonAsync("""
            $id = try { Invoke-QwenChat hi -ExtraBody @{ file = Get-Item $manifest }; 'sent' } catch { $_.FullyQualifiedErrorId }
            ConvertTo-Json $id
            """);

        id.GetString().ShouldBe("InvalidParameter,QwenCode.Commands.InvokeQwenChatCommand");
    }

    private static void ShouldBeJson(JsonElement actual, string expected)
    {
        using var document = JsonDocument.Parse(expected);
        if (!JsonElement.DeepEquals(actual, document.RootElement))
            actual.GetRawText().ShouldBe(expected);
    }

    [PwshFact]
    public async Task A_model_with_a_control_character_is_rejected_with_its_source()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $context = Connect-Qwen -ApiKey sk-any-key-of-mine -BaseUrl $env:OPENAI_BASE_URL -Model m
            $bad = "a`nb"
            $commands = @(
                { Invoke-QwenChat x -Model $bad }
                { Invoke-QwenChat x -Model $bad -AuthContext $context }
                { Invoke-QwenChat x -FallbackModel ok, $bad }
                { 'x' | Start-QwenBatch -Model $bad -OutFile requests.jsonl }
                { Set-QwenAuth -Model $bad }
                { $null = Disconnect-Qwen; $env:OPENAI_MODEL = $bad; Invoke-QwenChat x }
            )
            $failures = $commands | ForEach-Object { try { $null = & $_; 'sent' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" } }
            ConvertTo-Json -Compress @($failures)
            """);

        string[] sources = ["parameter -Model", "parameter -Model", "parameter -FallbackModel", "parameter -Model", "Model", "process variable OPENAI_MODEL"];
        seen.Texts().Length.ShouldBe(sources.Length);
        foreach (var (failure, source) in seen.Texts().Zip(sources))
        {
            failure.ShouldStartWith("InvalidParameter|The model 'a\\nb' from ");
            failure.ShouldContain($"{source}");
            failure.ShouldContain("cannot be used: it contains a line break or another control character.");
        }

        server.Requests.ShouldBeEmpty();
    }
}
