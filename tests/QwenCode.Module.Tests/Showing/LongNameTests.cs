namespace QwenCode.ModuleTests.Showing;

/// <summary>Names that a project's files, a service or a model make so long that they would fill the terminal, and push what matters out of it.</summary>
public sealed class LongNameTests
{
    private const int MostShown = 10_000;

    private static readonly string Long = new('N', 100_000);

    [PwshFact]
    public async Task Warnings_about_the_files_of_a_project_name_the_beginning_of_a_long_name()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", $"OPENAI_API_KEY=sk-of-the-project\nOPENAI_BASE_URL=http://127.0.0.1:9/v1\nOPENAI_MODEL=m\n{Long}=\"open\nS{Long}=1\nGIT_{Long}=1\n");
        pwsh.Write("project/.qwen/settings.json", $$"""
            {
              "modelProviders": {
                "{{Long}}": [{ "id": "x" }],
                "a{{Long}}": 5,
                "openai": [{ "id": "r", "baseUrl": "http://127.0.0.1:9/v1", "envKey": "{{Long}}", "generationConfig": { "customHeaders": { "{{Long}}": 5 }, "extra_body": { "messages": 1 } } }]
              }
            }
            """);

        var seen = await pwsh.JsonAsync("""
            $commands = @(
                { Get-QwenAuth }
                { Get-QwenModel -Configured }
                { Get-QwenModel -Configured | Format-Wide }
                { Get-QwenEnvSource }
                { (Get-QwenEnvSource).Variables | Format-Table }
                { (Get-QwenEnvSource).Variables | Format-Wide }
                { Invoke-QwenChat hi -MaximumRetryCount 0 }
                { Invoke-QwenChat hi -Model r -MaximumRetryCount 0 }
                { Import-QwenEnv -Verbose }
                { Import-QwenEnv -Verbose }
            )
            ConvertTo-Json -Compress @($commands | ForEach-Object { $command = $_; $shown = & { try { & $command } catch { "$_" } } *>&1 | Out-String; "$($shown.Length)|$command" })
            """);

        var lengths = seen.Texts();
        lengths.Length.ShouldBe(10);
        lengths.Where(shown => int.Parse(shown.Split('|', 2)[0], null) >= MostShown).ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_model_that_is_longer_than_any_name_is_rejected()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", $"OPENAI_API_KEY=sk-of-the-project\nOPENAI_BASE_URL=http://127.0.0.1:9/v1\nOPENAI_MODEL={Long}\n");

        var seen = await pwsh.JsonAsync("""
            $failure = try { Invoke-QwenChat hi } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" }
            @{ Failure = $failure; Shown = (Get-QwenAuth | Out-String).Length } | ConvertTo-Json -Compress
            """);

        seen.Text("Failure").ShouldStartWith("InvalidParameter|The model 'NNN");
        seen.Text("Failure").ShouldContain("cannot be used: it has more than 1000 characters.");
        seen.Number("Shown").ShouldBeLessThan(MostShown);
    }

    [PwshFact]
    public async Task The_views_of_a_tool_call_show_the_beginning_of_a_long_name()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        server.Enqueue(
            Fault.RawJson($$$"""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c","function":{"name":"{{{Long}}}","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"""),
            Fault.RawJson("""{"choices":[{"message":{"content":"done"},"finish_reason":"stop"}]}"""));

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat go -Model m -Tool Get-Date
            $calls = $answer.ToolCalls
            $message = $answer.Conversation.Messages | Where-Object ToolCalls
            @{
                Name = $calls[0].Name.Length
                Shown = @($calls, $message.ToolCalls | ForEach-Object { ($_ | Format-Table | Out-String).Length; ($_ | Format-Wide | Out-String).Length })
            } | ConvertTo-Json -Compress
            """);

        seen.Number("Name").ShouldBe(Long.Length);
        seen.List("Shown").Select(length => length.GetInt32()).Where(length => length >= MostShown).ShouldBeEmpty();
    }
}
