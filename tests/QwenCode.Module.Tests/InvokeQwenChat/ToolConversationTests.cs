namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Tool calls and their results in conversations: continued, saved, and come back.</summary>
public sealed class ToolConversationTests
{
    private const string Calls = """
        {"id":"c","model":"qwen3-max","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"reasoning_content":"Two cities.","tool_calls":[
          {"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}},{"id":"call_2","type":"function","function":{"name":"get_weather","arguments":""}}]}}]}
        """;

    private const string Sent = """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}},{"id":"call_2","type":"function","function":{"name":"get_weather","arguments":"{}"}}]}""";

    [PwshFact]
    public async Task Calls_and_results_go_back_to_the_service_also_after_XML_and_JSON()
    {
        const int Trips = 9;
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RawJson(Calls));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat 'weather?' -WarningAction Ignore
            $whole = New-QwenConversation -Message (@($answer.Messages) + @{ role = 'tool'; tool_call_id = 'call_2'; content = 'rain' } + @{ role = 'tool'; tool_call_id = 'call_1'; content = @(@{ type = 'text'; text = 'sun' }) })
            $saved = $whole | Invoke-QwenChat 'so?'
            $trips = @(
                { $saved }
                { $saved | Export-Clixml a.xml; Import-Clixml a.xml }
                { $saved.Conversation | Export-Clixml a.xml; Import-Clixml a.xml }
                { Import-Clixml a.xml | Export-Clixml b.xml; Import-Clixml b.xml }
                { Start-Job { $using:saved } | Receive-Job -Wait }
                { $saved | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
                { $saved | ConvertTo-Json -Depth 4 | ConvertFrom-Json -AsHashtable }
                { $saved.Conversation | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
                { New-QwenConversation -Message ($saved.Messages | ConvertTo-Json -Depth 3 | ConvertFrom-Json) }
            )
            foreach ($trip in $trips) { $null = & $trip | Invoke-QwenChat 'and now?' }
            $copy = & $trips[1]
            @{
                Calls  = @($answer.Messages[1].ToolCalls[1].Id, $copy.Messages[1].ToolCalls[1].Id, "$($answer.Messages[0].ToolCalls.Count)")
                Roles  = @($copy.Messages.Role)
                Texts  = @($whole.Messages | ForEach-Object { "$_" })
                Whole  = "$($answer.ToolCalls[0])" -ceq "$($answer.Messages[1].ToolCalls[0])"
                Plain  = $null -eq $answer.Messages[0].Contents
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Calls").ShouldBe(["call_2", "call_2", "0"]);
        seen.Texts("Roles").ShouldBe(["user", "assistant", "tool", "tool", "user", "assistant"]);
        seen.Texts("Texts").ShouldBe(["user: weather?", """assistant: get_weather({"city":"Oslo"}), get_weather()""", "tool: rain", "tool: sun"]);
        (seen.Flag("Whole"), seen.Flag("Plain")).ShouldBe((true, true));
        string[] expected =
        [
            """{"role":"user","content":"weather?"}""", Sent, """{"role":"tool","tool_call_id":"call_2","content":"rain"}""", """{"role":"tool","tool_call_id":"call_1","content":"sun"}""",
            """{"role":"user","content":"so?"}""", """{"role":"assistant","content":"You said: so?"}""", """{"role":"user","content":"and now?"}""",
        ];
        Messages(server.Requests[1]).ShouldBe(expected[..5]);
        server.Requests.Count.ShouldBe(Trips + 2);
        foreach (var request in server.Requests.Skip(2))
            Messages(request).ShouldBe(expected);
    }

    [PwshFact]
    public async Task Calls_without_results_do_not_end_the_conversation()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RawJson(Calls));
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("Invoke-QwenChat 'weather?' -WarningAction Ignore | Invoke-QwenChat 'never mind'");

        Messages(server.Requests[1]).ShouldBe(
        [
            """{"role":"user","content":"weather?"}""", Sent, """{"role":"tool","tool_call_id":"call_1","content":"The tool call was not run."}""",
            """{"role":"tool","tool_call_id":"call_2","content":"The tool call was not run."}""", """{"role":"user","content":"never mind"}""",
        ]);
    }

    [PwshFact]
    public async Task A_conversation_that_a_service_would_reject_or_that_is_incomplete_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RawJson(Calls));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat 'weather?' -WarningAction Ignore
            $cases = @(
                { New-QwenConversation -Message (@($answer.Messages) + @{ role = 'tool'; tool_call_id = 'call_3'; content = 'x' }) }
                { New-QwenConversation -Message @{ role = 'tool'; tool_call_id = 'call_1'; content = 'x' } }
                { New-QwenConversation -Message ([QwenCode.ChatMessage]::new('tool', 'x')) }
                { Invoke-QwenChat hi -Conversation @{ Messages = @(@{ Role = 'user'; Text = 'weather?' }, @{ Role = 'assistant'; Text = ''; Contents = 'get_weather({})' }) } }
                { New-QwenConversation -Message @{ role = 'user'; content = @(@{ type = 'input_audio'; input_audio = @{ data = 'AA' } }) } }
            )
            ConvertTo-Json -Compress @($cases | ForEach-Object { try { & $_; 'accepted' } catch { "$_" } })
            """);

        seen.Texts().ShouldAllBe(failure => failure.Contains("This is not a conversation: "));
        seen.Texts()[0].ShouldContain("'call_3'");
        seen.Texts()[2].ShouldContain("tool_call_id");
        seen.Texts()[3].ShouldContain("greater depth");
        seen.Texts()[4].ShouldContain("'input_audio'");
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_developer_message_is_a_system_prompt()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            $begin = New-QwenConversation -Message @{ role = 'developer'; content = 'be brief' }
            $null = Invoke-QwenChat hi -Conversation $begin
            $null = Invoke-QwenChat hi -Conversation $begin -SystemPrompt 'be kind'
            """);

        server.Requests.Select(request => string.Join('|', request.Messages())).ShouldBe(["developer: be brief|user: hi", "system: be kind|user: hi"]);
    }

    private static string[] Messages(RecordedRequest request) => [.. request.Json().List("messages").Select(message => message.GetRawText())];
}
