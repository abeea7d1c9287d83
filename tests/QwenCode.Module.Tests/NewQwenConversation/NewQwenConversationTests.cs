namespace QwenCode.ModuleTests.NewQwenConversation;

/// <summary><c>New-QwenConversation</c>: the beginning of several requests.</summary>
public sealed class NewQwenConversationTests
{
    [PwshFact]
    public async Task A_conversation_begins_with_a_system_prompt_and_messages_and_is_immutable()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        var seen = await pwsh.JsonAsync("""
            $first = New-QwenConversation 'Be brief' -Message @{ role = 'user'; content = 'hi' }, @{ role = 'assistant'; content = 'hello' }
            $curt = New-QwenConversation 'Be curt' -Message $first
            $answers = 'one', 'two' | Invoke-QwenChat -Conversation $curt
            @{
                First   = @($first.Messages | ForEach-Object { "$_" })
                Curt    = @($curt.Messages | ForEach-Object { "$_" })
                Empty   = "$(New-QwenConversation)"
                Answers = @($answers | ForEach-Object { $_.Conversation.Messages.Count })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("First").ShouldBe(["system: Be brief", "user: hi", "assistant: hello"]);
        seen.Texts("Curt").ShouldBe(["system: Be curt", "user: hi", "assistant: hello"]);
        seen.Text("Empty").ShouldBe("empty conversation");
        seen.List("Answers").Select(count => count.GetInt32()).ShouldBe([5, 5]);
        server.Requests.Select(request => request.Messages()).ShouldBe(
        [
            ["system: Be curt", "user: hi", "assistant: hello", "user: one"],
            ["system: Be curt", "user: hi", "assistant: hello", "user: two"],
        ]);
    }

    [PwshFact]
    public async Task Lines_of_a_file_are_one_system_prompt_in_every_command_and_data_is_rejected()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/rules.txt", "Be brief.\n\nBe kind.\n");
        var seen = await pwsh.JsonAsync("""
            $commands = @(Get-Command -Module QwenCode -ParameterName SystemPrompt | ForEach-Object Name)
            $data = @{ a = 1 }, [pscustomobject]@{ a = 1 }, (1, 2), @(), (Get-Item rules.txt), { code }, [Net.WebClient]::new()
            @{
                Lines  = "$(New-QwenConversation -SystemPrompt (Get-Content rules.txt)) | $((New-QwenConversation (Get-Content rules.txt)).Messages[0].Text)"
                Errors = @(foreach ($command in $commands) { foreach ($value in $data) { try { & $command -SystemPrompt $value } catch { "$command $_" } } })
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Lines").ShouldEndWith("| Be brief.\n\nBe kind.");
        var errors = seen.Texts("Errors").ToList();
        errors.Count.ShouldBe(28);
        errors.ShouldAllBe(error => error.Contains("A system prompt is text, and this is", StringComparison.Ordinal)
            || error.Contains("The value is null, empty or blank.", StringComparison.Ordinal));
        errors.Count(error => error.Contains("blank", StringComparison.Ordinal)).ShouldBe(4);
    }
}
