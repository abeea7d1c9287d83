namespace QwenCode.ModuleTests.Loading;

/// <summary>Several runspaces of one process.</summary>
public sealed class RunspaceTests
{
    [PwshFact]
    public async Task Ten_runspaces_import_and_chat_at_once_each_with_its_own_key()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);

        var texts = await pwsh.JsonAsync(
            """
            $texts = 1..10 | ForEach-Object -ThrottleLimit 10 -Parallel {
                Import-Module $using:manifest
                $null = Connect-Qwen -ApiKey "sk-key-$_" -BaseUrl $env:SERVER -Model "model-$_"
                Invoke-QwenChat "prompt-$_" | ForEach-Object Text
            }
            ConvertTo-Json -Compress @($texts)
            """,
            import: false);

        texts.Texts().ShouldBe(Enumerable.Range(1, 10).Select(n => $"You said: prompt-{n}"), ignoreOrder: true);
        server.Requests.Count.ShouldBe(10);
        foreach (var request in server.Requests)
        {
            var number = request.Prompt()["prompt-".Length..];
            request.Key().ShouldBe($"sk-key-{number}");
            request.Json().Text("model").ShouldBe($"model-{number}");
        }
    }

    [PwshFact]
    public async Task A_context_from_another_process_is_rejected_with_a_workaround()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $context = Get-QwenAuth
            $context | Export-Clixml context.xml
            $failures = @(
                Start-Job { Import-Module $using:manifest; try { Invoke-QwenChat hi -AuthContext $using:context } catch { "$_" } } | Receive-Job -Wait -AutoRemoveJob
                try { Get-QwenModel -AuthContext (Import-Clixml context.xml) } catch { "$_" }
                try { Invoke-QwenChat hi -AuthContext DashScope } catch { "$_" }
                Start-ThreadJob { Import-Module $using:manifest; Invoke-QwenChat hi -AuthContext $using:context -AsText } | Receive-Job -Wait -AutoRemoveJob
            )
            ConvertTo-Json -Compress $failures
            """);

        seen.Texts()[0].ShouldContain("has no key, since it comes from another process or a file");
        seen.Texts()[0].ShouldContain("Connect-Qwen");
        seen.Texts()[0].ShouldContain("Start-ThreadJob");
        seen.Texts()[1].ShouldContain("has no key");
        seen.Texts()[2].ShouldContain("DashScope");
        seen.Texts()[3].ShouldBe("You said: hi");
    }

    [PwshFact]
    public async Task A_context_can_be_passed_into_parallel_runspaces()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);

        var texts = await pwsh.JsonAsync("""
            $context = Connect-Qwen -ApiKey sk-shared -BaseUrl $env:SERVER -Model qwen3-max
            $texts = 1..3 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                Invoke-QwenChat "prompt-$_" -AuthContext $using:context | ForEach-Object Text
                (Get-QwenAuth).Method
            }
            ConvertTo-Json -Compress @($texts | Where-Object { $_ })
            """);

        texts.Texts().ShouldBe(["You said: prompt-1", "You said: prompt-2", "You said: prompt-3"], ignoreOrder: true);
        server.Requests.Select(request => request.Key()).ShouldBe(["sk-shared", "sk-shared", "sk-shared"]);
    }

    [PwshFact]
    public async Task A_session_without_the_file_system_chats_and_reads_no_file()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/secret.txt", "the plan");

        var seen = await pwsh.JsonAsync("""
            New-PSSessionConfigurationFile -Path limited.pssc -SessionType RestrictedRemoteServer -ModulesToImport $manifest -VisibleCmdlets *-Qwen*
            $limited = [initialsessionstate]::CreateFromSessionConfigurationFile("$PWD/limited.pssc")
            $empty = [initialsessionstate]::Create()
            Get-Command -Module QwenCode | ForEach-Object { $empty.Commands.Add([System.Management.Automation.Runspaces.SessionStateCmdletEntry]::new($_.Name, $_.ImplementingType, $null)) }
            $results = foreach ($state in $limited, $empty) {
                $runspace = [runspacefactory]::CreateRunspace($state)
                $runspace.Open()
                foreach ($command in ('Invoke-QwenChat', @{ Prompt = 'hi'; AsText = $true }), ('Get-QwenAuth', @{}), ('Get-QwenModel', @{}), ('Get-QwenEnvSource', @{ All = $true }),
                    ('Invoke-QwenChat', @{ Prompt = 'hi'; Path = "$PWD/secret.txt" })) {
                    $shell = [powershell]::Create()
                    $shell.Runspace = $runspace
                    try { "$($shell.AddCommand($command[0]).AddParameters($command[1]).Invoke()[0])" } catch { "$($_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId): $($_.Exception.InnerException.Message)" }
                }
                $runspace.Dispose()
            }
            ConvertTo-Json -Compress @($results)
            """);

        foreach (var results in seen.Texts().Chunk(5))
        {
            results[0].ShouldBe("You said: hi");
            results[1].ShouldBe($"ApiKey at Custom ({server.BaseUrl})");
            results[2].ShouldBe("qwen3.6-plus");
            results[3].ShouldEndWith(".env");
            results[4].ShouldStartWith("InvalidInput,");
            results[4].ShouldNotContain("the plan");
        }

        server.Requests.Count(request => request.Path.EndsWith("/completions", StringComparison.Ordinal)).ShouldBe(2);
    }

    [PwshFact]
    public async Task The_error_of_a_runspace_without_a_context_shows_how_to_pass_that_of_another_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-shared-by-hand -BaseUrl $env:SERVER -Model qwen3-max
            $ask = {
                Import-Module $using:manifest
                try { Invoke-QwenChat hi -WarningVariable warned -WarningAction SilentlyContinue | Out-Null } catch { $_.Exception.Message }
                "$warned"
            }
            $without = 1 | ForEach-Object -Parallel $ask
            $env:OPENAI_API_KEY = 'sk-of-the-environment'
            $env:OPENAI_BASE_URL = $env:SERVER
            $with = 1 | ForEach-Object -Parallel $ask
            $own = Invoke-QwenChat hi -WarningVariable warned | ForEach-Object Text
            @{ Without = @($without); With = @($with); Own = $own; Warned = @($warned).Count } | ConvertTo-Json -Compress
            """);

        const string Pass = "To use it here, pass it: $context = Get-QwenAuth there, and -AuthContext $using:context here.";
        seen.Texts("Without")[0].ShouldBe($"No API key or sign-in was found in this runspace; another runspace of this process has one. {Pass}");
        seen.Texts("With").ShouldHaveSingleItem().ShouldEndWith($"; another runspace of this process has an API key or sign-in of its own. {Pass}");
        seen.Text("Own").ShouldBe("You said: hi");
        seen.Number("Warned").ShouldBe(0);
    }

    [PwshFact]
    public async Task A_closed_runspace_is_not_reported_to_have_a_context()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; `$null = Connect-Qwen -ApiKey sk-of-another-runspace -BaseUrl http://127.0.0.1:9/v1 -Model m")
            $null = $shell.Invoke()
            function Failure { try { Invoke-QwenChat hi } catch { "$_" } }
            $open = Failure
            $shell.Runspace.Dispose()
            ConvertTo-Json -Compress @($open, (Failure))
            """);

        seen.Texts()[0].ShouldStartWith("No API key or sign-in was found in this runspace; another runspace of this process has one.");
        seen.Texts()[1].ShouldStartWith("No API key or sign-in was found. Looked for");
    }

    [PwshFact]
    public async Task A_runspace_that_nobody_can_reach_is_not_reported_to_have_a_context()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            function Failure { try { Invoke-QwenChat hi } catch { "$_" } }
            function Connect-Other {
                $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; `$null = Connect-Qwen -ApiKey sk-of-another-runspace -BaseUrl http://127.0.0.1:9/v1 -Model m")
                $null = $shell.Invoke()
                Failure
                [GC]::KeepAlive($shell)
            }
            $open = Connect-Other
            [GC]::Collect()
            ConvertTo-Json -Compress @($open, (Failure))
            """);

        seen.Texts()[0].ShouldStartWith("No API key or sign-in was found in this runspace; another runspace of this process has one.");
        seen.Texts()[1].ShouldStartWith("No API key or sign-in was found. Looked for");
    }

    [PwshTheory]
    [InlineData("ConstrainedLanguage")]
    [InlineData("RestrictedLanguage")]
    [InlineData("NoLanguage")]
    public async Task The_module_can_be_imported_again_in_any_language_mode(string mode)
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync($$"""
            $shell = [powershell]::Create()
            $shell.Runspace.SessionStateProxy.LanguageMode = '{{mode}}'
            $seen = 1..2 | ForEach-Object {
                $shell.Commands.Clear()
                $null = $shell.AddCommand('Import-Module').AddParameter('Name', $manifest).AddParameter('Force').AddStatement().AddCommand('Get-QwenAuth')
                "$($shell.Invoke().Status)"
            }
            ConvertTo-Json -Compress @($seen; $shell.Streams.Error | Out-String)
            """);

        seen.Texts().ShouldBe(["NoAuthentication", "NoAuthentication", ""]);
    }
}
