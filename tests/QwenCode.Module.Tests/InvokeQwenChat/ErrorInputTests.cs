namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Errors and messages of other commands as input.</summary>
public sealed class ErrorInputTests
{
    [PwshFact]
    public async Task An_error_is_what_PowerShell_shows_of_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $text = 'Cannot convert "System.Object[]" or @{a=1} of System.Collections.Hashtable…'
            Write-Error $text -ErrorVariable failed -ErrorAction SilentlyContinue
            $null = $failed | Invoke-QwenChat 'Why?'
            $null = $failed | Invoke-QwenChat 'Why?' -PerItem
            $null = & { 'before'; Write-Error $text; 'after' } 2>&1 | Invoke-QwenChat 'Why?'
            try { $null = [int]::Parse('x' + '                                                                                                                     ') } catch { $null = $_ | Invoke-QwenChat 'Why?' }
            '"done"'
            """);

        var prompts = server.Requests.Select(request => request.Prompt()).ToList();
        prompts.Count.ShouldBe(4);
        prompts.ShouldAllBe(prompt => !prompt.Contains("InvocationInfo") && !prompt.Contains("MyCommand") && prompt.Length < 1000);
        prompts[0].ShouldContain("""Cannot convert "System.Object[]" or @{a=1} of System.Collections.Hashtable…""");
        prompts[1].ShouldBe(prompts[0]);
        prompts[2].ShouldMatch(@"\AWhy\?\n\nbefore\n[\s\S]*Cannot convert ""System.Object\[\]""[\s\S]*\nafter\z");
        prompts[3].ShouldContain("was not in a correct format");
    }

    [PwshFact]
    public async Task Messages_of_the_other_streams_are_their_text()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $null = & {
                $DebugPreference = 'Continue'
                Write-Warning 'careful'; Write-Verbose 'in detail' -Verbose; Write-Debug 'deeper'; Write-Host 'to the host'; Write-Information @{ a = 1 }; 'output'
            } *>&1 | Invoke-QwenChat 'What happened?'
            '"done"'
            """);

        server.Requests.Single().Prompt().ShouldBe("What happened?\n\ncareful\nin detail\ndeeper\nto the host\n{\"a\":1}\noutput");
    }

    [PwshFact]
    public async Task A_record_in_a_record_is_its_message_and_one_that_is_nested_too_deeply_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $record = & { Write-Host 'inner' } 6>&1
            $null = & { Write-Information $record } 6>&1 | Invoke-QwenChat 'What happened?'
            $deep = 'x'; 1..30000 | ForEach-Object { $deep = [Management.Automation.InformationRecord]::new($deep, 'source') }
            try { $deep | Invoke-QwenChat 'What happened?' } catch { ConvertTo-Json -Compress "$($_.FullyQualifiedErrorId) $($_.Exception.Message)" }
            """);

        server.Requests.Single().Prompt().ShouldBe("What happened?\n\ninner");
        seen.GetString()!.ShouldStartWith("InvalidInput,");
        seen.GetString()!.ShouldContain("64 levels deep");
    }

    [PwshFact]
    public async Task An_exception_is_its_type_message_and_stack()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            class OrderFailure : Exception { [int] $Order = 7; OrderFailure([string] $text, [Exception] $inner) : base($text, $inner) { } }
            $inner = [InvalidOperationException]::new('The printer is on fire')
            $null = $inner | Invoke-QwenChat 'Why?'
            $null = [OrderFailure]::new('No label', $inner) | Invoke-QwenChat 'Why?'
            try { [int]::Parse('x') } catch { $null = $_.Exception | Invoke-QwenChat 'Why?' }
            '"done"'
            """);

        var prompts = server.Requests.Select(request => request.Prompt()).ToList();
        prompts[0].ShouldBe("Why?\n\nSystem.InvalidOperationException: The printer is on fire");
        prompts[1].ShouldContain("OrderFailure: No label");
        prompts[1].ShouldContain("System.InvalidOperationException: The printer is on fire");
        prompts[2].ShouldContain("was not in a correct format");
        prompts.ShouldAllBe(prompt => !prompt.Contains("TargetSite"));
    }
}
