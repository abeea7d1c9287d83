namespace QwenCode.ModuleTests.Errors;

/// <summary>Whether a failure stops a script: a single request does, one input of several does not.</summary>
public sealed class SingleRequestFailureTests
{
    [PwshFact]
    public async Task A_single_request_that_fails_is_caught()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/log.txt", "log");

        var seen = await pwsh.JsonAsync("""
            $fails = @{ Model = 'fault-server-error'; MaximumRetryCount = 0 }
            $commands = @(
                { Invoke-QwenChat hi @fails }
                { $null = Invoke-QwenChat hi @fails -Live 6> $null }
                { $null = Invoke-QwenChat hi @fails -Stream }
                { Invoke-QwenChat hi @fails -AsText }
                { Get-Content log.txt | Invoke-QwenChat 'What failed?' @fails }
                { Invoke-QwenChat 'What failed?' -Path log.txt @fails }
                { Invoke-QwenChat -InputObject hi @fails }
                { Invoke-QwenChat hi -Model fault-forbidden }
                { Invoke-QwenChat hi -Model fault-bad-request }
                { Invoke-QwenChat 'What failed?' -Path missing.txt }
                { Invoke-QwenChat 'What failed?' -LiteralPath missing.txt }
                { Invoke-QwenChat ' ' }
            )
            $ids = $commands | ForEach-Object { try { & $_; 'not caught' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
            ConvertTo-Json -Compress @($ids)
            """);

        seen.Texts().ShouldBe(
        [
            .. Enumerable.Repeat("ServiceUnavailable", 7), "PermissionDenied", "InvalidRequest", "InvalidInput", "InvalidInput", "InvalidInput",
        ]);
    }

    [PwshTheory]
    [InlineData("Invoke-QwenChat hi -Model fault-server-error -MaximumRetryCount 0", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; $a = Invoke-QwenChat hi -Model fault-server-error -MaximumRetryCount 0; 'went on'", 1)]
    [InlineData("Invoke-QwenChat hi", 0)]
    public async Task Pwsh_exits_with_1_for_a_request_that_fails(string command, int exitCode)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunCommandAsync($"Import-Module '{ModulePackage.Manifest}'; {command}");

        result.ExitCode.ShouldBe(exitCode);
        result.Output.ShouldNotContain("went on");
    }

    [PwshFact]
    public async Task A_script_file_that_stops_at_errors_exits_with_1_or_its_own_exit_code()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var stopped = await pwsh.RunAsync("$ErrorActionPreference = 'Stop'; Invoke-QwenChat hi -Model fault-forbidden; 'went on'");
        var chosen = await pwsh.RunAsync("""
            try { Invoke-QwenChat hi -Model fault-forbidden }
            catch { if ($_.FullyQualifiedErrorId -like 'PermissionDenied*') { exit 3 }; throw }
            """);

        stopped.ExitCode.ShouldBe(1);
        stopped.Output.ShouldNotContain("went on");
        chosen.ExitCode.ShouldBe(3);
    }

    [PwshTheory]
    [InlineData("ERROR", "qwen3-max", 0, "You said: What failed?\n\nERROR\n")]
    [InlineData("", "qwen3-max", 2, "")]
    [InlineData("ERROR", "fault-forbidden", 1, "")]
    public async Task The_script_for_CI_of_the_guide_ends_with_its_exit_codes(string log, string model, int exitCode, string summary)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("OPENAI_MODEL", model);
        var guide = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "guides", "ci.md"), TestContext.Current.CancellationToken);
        var script = guide.Split("## In CI")[1].Split("```powershell")[2].Split("```")[0];
        script.ShouldContain("Import-Module ./modules/QwenCode");
        pwsh.Write("project/app.log", log);

        var result = await pwsh.RunAsync(script.Replace("./modules/QwenCode", $"'{ModulePackage.Manifest}'"), import: false);

        result.ExitCode.ShouldBe(exitCode);
        (await File.ReadAllTextAsync(Path.Join(pwsh.Project, "summary.txt"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").ShouldBe(summary);
    }

    [PwshFact]
    public async Task One_input_of_several_that_fails_is_an_error_record_and_the_rest_continues()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.BadRequest, Fault.None, Fault.BadRequest, Fault.None);
        using var pwsh = new PwshRun().WithServer(server);

        var texts = await pwsh.JsonAsync("""
            $texts = try {
                'a', 'b' | Invoke-QwenChat -ErrorAction SilentlyContinue | ForEach-Object Text
                'a', 'b' | Invoke-QwenChat q -PerItem -ErrorAction SilentlyContinue | ForEach-Object Text
            } catch { 'caught' }
            ConvertTo-Json -Compress @($texts)
            """);

        texts.Texts().ShouldBe(["You said: b", "You said: q\n\nb"]);
    }

    [PwshFact]
    public async Task ErrorAction_applies_to_a_single_request_too()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $first = try { Invoke-QwenChat hi -Model fault-forbidden -ErrorAction SilentlyContinue -ErrorVariable told; "went on: $($told.Count)" } catch { 'caught' }
            $second = try { Invoke-QwenChat hi -Model fault-forbidden -ErrorAction Ignore; 'went on' } catch { 'caught' }
            ConvertTo-Json -Compress @($first, $second)
            """);

        seen.Texts().ShouldBe(["went on: 1", "went on"]);
    }

    [PwshFact]
    public async Task A_failed_list_of_models_is_caught()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        server.Enqueue(Fault.ServerError);

        var result = await pwsh.RunAsync("try { Get-QwenModel -MaximumRetryCount 0 } catch { \"caught $($_.FullyQualifiedErrorId)\" }");

        result.Output.Trim().ShouldBe("caught ServiceUnavailable,QwenCode.Commands.GetQwenModelCommand");
    }
}
