namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers as objects, and conversations that continue them.</summary>
public sealed class AnswerTests
{
    [PwshFact]
    public async Task An_answer_has_its_properties_and_is_its_text_as_a_string()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RateLimited(retryAfterMs: 1));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat hi -ExtraBody @{ enable_thinking = $true }
            $answer | Set-Content out.txt
            @{
                Type     = $answer.GetType().FullName
                Strings  = @("$answer", ($answer -replace 'said', 'wrote'), ($answer | Out-String).Trim())
                File     = (Get-Content out.txt -Raw).Trim()
                Answer   = $answer | Select-Object Text, Reasoning, Model, RequestedModel, FinishReason, Usage, Id, Attempts, Provider
                Created  = ([datetimeoffset]::Now - $answer.CreatedAt).TotalMinutes
                Duration = $answer.Duration.TotalSeconds
                First    = $answer.TimeToFirstToken.TotalSeconds
                List     = $answer | Format-List -Force | Out-String -Width 100
                Messages = @($answer.Conversation.Messages | ForEach-Object { "$_" })
            } | ConvertTo-Json -Compress -Depth 4
            """);

        seen.Text("Type").ShouldBe("QwenCode.ChatAnswer");
        seen.Texts("Strings").ShouldBe(["You said: hi", "You wrote: hi", "You said: hi"]);
        seen.Text("File").ShouldBe("You said: hi");
        var answer = seen.GetProperty("Answer");
        answer.Text("Text").ShouldBe("You said: hi");
        answer.Text("Reasoning").ShouldNotBeNullOrEmpty();
        answer.Text("Model").ShouldBe("qwen3-max");
        answer.Text("RequestedModel").ShouldBe("qwen3-max");
        answer.Text("FinishReason").ShouldBe("stop");
        answer.Text("Id").ShouldStartWith("chatcmpl-");
        answer.Text("Provider").ShouldBe("Custom");
        answer.Number("Attempts").ShouldBe(2);
        var usage = answer.GetProperty("Usage");
        usage.Number("TotalTokens").ShouldBe(usage.Number("PromptTokens") + usage.Number("CompletionTokens"));
        usage.Number("ReasoningTokens").ShouldBeGreaterThan(0);
        Math.Abs(seen.GetProperty("Created").GetDouble()).ShouldBeLessThan(5);
        seen.GetProperty("Duration").GetDouble().ShouldBeInRange(0.0001, 60);
        seen.GetProperty("First").GetDouble().ShouldBeInRange(0.0001, 60);
        foreach (var name in new[] { "Reasoning", "FinishReason", "Usage", "Attempts", "Conversation" })
            seen.Text("List").ShouldContain(name);
        seen.Texts("Messages").ShouldBe(["user: hi", "assistant: You said: hi"]);
    }

    [PwshFact]
    public async Task Tool_calls_further_choices_and_refusals_are_on_the_answer_each_with_a_warning()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(
            Fault.RawJson("""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}]}"""),
            Fault.RawJson("""{"choices":[{"index":0,"message":{"content":"one"}},{"index":1,"message":{"content":"two"}}]}"""),
            Fault.RawJson("""{"choices":[{"message":{"content":"","refusal":"I will not do that."}}]}"""));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $ask = @{ WarningVariable = '+warnings'; WarningAction = 'SilentlyContinue' }
            $calls = Invoke-QwenChat 'call' @ask -ExtraBody @{ tools = @(@{ type = 'function'; function = @{ name = 'f' } }) }
            $choices = Invoke-QwenChat 'choose' @ask -ExtraBody @{ n = 2 }
            $refused = Invoke-QwenChat 'do' @ask
            $further = $choices.OtherChoices[0] | Invoke-QwenChat 'and?'
            $calls, $choices | Export-Clixml out.xml
            $copies = Import-Clixml out.xml
            @{
                Calls    = @($calls.ToolCalls[0].Name, "$(($calls.ToolCalls[0].Arguments | ConvertFrom-Json).a)", "$($copies[0].ToolCalls[0].Name)", "$($copies[0].ToolCalls[0].Arguments)")
                Choices  = @("$($choices.OtherChoices)", "$($copies[1].OtherChoices.Text)", "$($copies[1].OtherChoices.Conversation.Messages[1].Text)", $further.Conversation.Messages[1].Text)
                Refused  = @($refused.Text, $refused.Refusal)
                Lists    = @($calls, $choices, $refused | ForEach-Object { $_ | Format-List -Force | Out-String -Width 100 })
                Warnings = @($warnings | ForEach-Object { "$_" })
            } | ConvertTo-Json -Compress -Depth 4
            """);

        seen.Texts("Calls").ShouldBe(["f", "1", "f", """{"a":1}"""]);
        seen.Texts("Choices").ShouldBe(["two", "two", "two", "two"]);
        seen.Texts("Refused").ShouldBe(["I will not do that.", "I will not do that."]);
        foreach (var (list, line) in seen.Texts("Lists").Zip(["""ToolCalls        : f({"a":1})""", "OtherChoices     : two", "Refusal          : I will not do that."]))
            list.ShouldContain(line);
        seen.Texts("Warnings").Length.ShouldBe(3);
        foreach (var (warning, name) in seen.Texts("Warnings").Zip(["ToolCalls", "OtherChoices", "Refusal"]))
            warning.ShouldContain(name);
    }

    [PwshTheory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    public async Task An_answer_that_ends_in_calls_and_has_none_is_empty_with_a_warning(string calls)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RawJson($$"""{"choices":[{"message":{"content":null,"tool_calls":{{calls}}},"finish_reason":"tool_calls"}]}"""));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat go -Tool Get-Date -ApproveTool Get-Date -WarningVariable warned -WarningAction SilentlyContinue
            @{ Text = "$answer"; Warned = "$warned" } | ConvertTo-Json -Compress
            """);

        (seen.Text("Text"), seen.Text("Warned").Contains("has no call that can be read")).ShouldBe(("", true));
    }

    [PwshTheory]
    [InlineData("""{"content":""}""", "stop", "The answer is empty. Send the prompt again, or use another model.")]
    [InlineData("""{"content":null}""", "stop", "The answer is empty. Send the prompt again, or use another model.")]
    [InlineData("""{"content":"\n","reasoning_content":"hm"}""", "stop", "The answer is empty; its reasoning is in the answer's Reasoning property. Send the prompt again, or use another model.")]
    [InlineData("""{"content":""}""", "length", "The answer was truncated at its maximum number of tokens; -MaxTokens raises it, as far as the model allows.")]
    [InlineData("""{"content":"0"}""", "stop", "")]
    public async Task An_answer_without_text_has_one_warning(string message, string reason, string warning)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.RawJson($$"""{"choices":[{"message":{{message}},"finish_reason":"{{reason}}"}]}"""));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("$null = Invoke-QwenChat go -AsText -WarningVariable warned -WarningAction SilentlyContinue; \"$warned\" | ConvertTo-Json -Compress");

        seen.GetString().ShouldBe(warning);
    }

    [PwshFact]
    public async Task A_piped_answer_continues_its_conversation_and_branches_are_independent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var counts = await pwsh.JsonAsync("""
            $first = Invoke-QwenChat 'one' -System 'be brief'
            $left = $first | Invoke-QwenChat 'left'
            $right = $first | Invoke-QwenChat 'right' -System 'be rude'
            $chain = $left | Invoke-QwenChat 'further' | Invoke-QwenChat 'and further'
            $first, $left, $right, $chain | ForEach-Object { $_.Conversation.Messages.Count } | ConvertTo-Json -Compress
            """);

        counts.EnumerateArray().Select(count => count.GetInt32()).ShouldBe([3, 5, 5, 9]);
        server.Requests.Select(request => request.Messages()).ShouldBe(
        [
            ["system: be brief", "user: one"],
            ["system: be brief", "user: one", "assistant: You said: one", "user: left"],
            ["system: be rude", "user: one", "assistant: You said: one", "user: right"],
            ["system: be brief", "user: one", "assistant: You said: one", "user: left", "assistant: You said: left", "user: further"],
            ["system: be brief", "user: one", "assistant: You said: one", "user: left", "assistant: You said: left", "user: further", "assistant: You said: further", "user: and further"],
        ]);
    }

    [PwshFact]
    public async Task An_answer_truncated_at_its_limit_has_a_warning()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat 'a b c d' -Model fault-length-stop -WarningVariable warnings -WarningAction SilentlyContinue
            @{ Reason = $answer.FinishReason; Warning = "$warnings" } | ConvertTo-Json -Compress
            """);

        seen.Text("Reason").ShouldBe("length");
        seen.Text("Warning").ShouldContain("-MaxTokens");
    }
}
