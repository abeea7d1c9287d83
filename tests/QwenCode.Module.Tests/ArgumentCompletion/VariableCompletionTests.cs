namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>Variables that hold what a parameter takes.</summary>
public sealed class VariableCompletionTests
{
    private const string Key = "sk-0123456789-0123456789-wxyz";

    [PwshFact]
    public async Task Conversations_answers_and_contexts_are_found_among_the_variables_in_scope()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server).With("OPENAI_API_KEY", Key);

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            $answer = Invoke-QwenChat "Hello`nworld" -System 'Be brief'
            $beginning = New-QwenConversation
            ${odd name} = $answer.Conversation
            $answer | Export-Clixml answer.xml
            $copy = Import-Clixml answer.xml
            $context = Get-QwenAuth
            function Show-Inner { $inside = $answer; Tab 'Invoke-QwenChat hi -Conversation in¦' }
            $Error.Clear()
            @{
                Conversations = @(Tab 'Invoke-QwenChat hi -Conversation ¦ -Stream')
                Tips          = @(Tip 'Invoke-QwenChat hi -Conversation ¦')
                Begun         = @(Tab 'Invoke-QwenChat hi -Conversation od¦'; Tab 'Invoke-QwenChat hi -Conversation $beg¦')
                Inner         = @(Show-Inner)
                Messages      = @(Tab 'New-QwenConversation -Message a¦')
                Answers       = @(Tip 'Invoke-QwenChat hi -InputObject ¦')
                Contexts      = @(Tip 'Invoke-QwenChat hi -AuthContext ¦'; Tab 'Get-QwenModel -AuthContext c¦')
                None          = @(Tab 'Invoke-QwenChat hi -Conversation cont¦')
                Errors        = $Error.Count
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Conversations").ShouldBe(new[] { "$answer", "$beginning", "$copy", "${odd name}" }.Select(name => $"Invoke-QwenChat hi -Conversation {name} -Stream"));
        seen.Texts("Tips").ShouldBe(
        [
            "answer: Conversation of 3 messages, last: assistant: You said: Hello …",
            "beginning: An empty conversation",
            "copy: Conversation of 3 messages, last: assistant: You said: Hello …",
            "odd name: Conversation of 3 messages, last: assistant: You said: Hello …",
        ]);
        seen.Texts("Begun").ShouldBe(["Invoke-QwenChat hi -Conversation ${odd name}", "Invoke-QwenChat hi -Conversation $beginning"]);
        seen.Texts("Inner").ShouldBe(["Invoke-QwenChat hi -Conversation $inside"]);
        seen.Texts("Messages").ShouldBe(["New-QwenConversation -Message $answer"]);
        seen.Texts("Answers").ShouldBe(["answer: Answer of qwen3-max: You said: Hello …"]);
        seen.Texts("Contexts").ShouldBe([$"context: ApiKey at Custom ({server.BaseUrl}), model qwen3-max", "Get-QwenModel -AuthContext $context"]);
        seen.Texts("None").ShouldBeEmpty();
        seen.Number("Errors").ShouldBe(0);
        seen.ToString().ShouldNotContain("wxyz");
    }
}
