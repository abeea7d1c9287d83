using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Guides;

/// <summary>What README and the guides claim, with the module of a clone and with the installed one.</summary>
public sealed partial class GuideClaimTests
{
    private const string Failing = "Invoke-QwenChat hi -Model fault-forbidden";

    public static TheoryData<bool> Modules => [true, false];

    [PwshTheory]
    [MemberData(nameof(Modules))]
    public async Task Pwsh_exits_with_the_codes_of_the_guide(bool isInstalled)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = Place(isInstalled, out var module).WithServer(server);
        using var keyless = Place(isInstalled, out _);
        var import = $"Import-Module {module}";
        var file = Path.Join(pwsh.Root, "script.ps1");

        (await pwsh.RunCommandAsync($"{import}; Invoke-QwenChat 'Say hello' -AsText")).ShouldBe(new PwshResult($"You said: Say hello{Environment.NewLine}", "", 0));
        (await pwsh.RunCommandAsync($"{import}; {Failing}")).ExitCode.ShouldBe(1);
        (await pwsh.RunCommandAsync($"{import}; @() | Invoke-QwenChat 'Write a commit message'")).ExitCode.ShouldBe(1);
        (await keyless.RunCommandAsync($"{import}; Invoke-QwenChat hi")).ExitCode.ShouldBe(1);

        (await RunFileAsync($"{import}; {Failing}; 'went on'")).ShouldBe((0, "went on"));
        (await RunFileAsync($"$ErrorActionPreference = 'Stop'; {import}; {Failing}; 'went on'")).ShouldBe((1, ""));
        (await RunFileAsync($"{import}; try {{ @() | Invoke-QwenChat 'Write' }} catch {{ if ($_.FullyQualifiedErrorId -like 'NoInput*') {{ exit 2 }}; throw }}")).ShouldBe((2, ""));

        async Task<(int, string)> RunFileAsync(string script)
        {
            await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
            var result = await pwsh.RunFileAsync(file);
            return (result.ExitCode, result.Output.Trim());
        }
    }

    [PwshTheory]
    [MemberData(nameof(Modules))]
    public async Task Failures_hosts_files_and_runspaces_are_as_the_guides_describe(bool isInstalled)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = Place(isInstalled, out var module).WithServer(server);

        var seen = await pwsh.JsonAsync(
            $$"""
            Import-Module {{module}}
            $caught = try { {{Failing}} } catch { "$(($_.FullyQualifiedErrorId -split ',')[0]) $($_.TargetObject)" }
            $noKey = try { Connect-Qwen -ApiKey $env:NOT_SET -Provider DashScope } catch { 'refused' }
            $hosts = foreach ($url in 'dashscope.aliyuncs.com', 'https://dashscope-intl.aliyuncs.com/', 'https://llm.example.com/v1/chat/completions') {
                (Connect-Qwen -ApiKey 0123456789abcdef -BaseUrl $url -Model m).BaseUrl.AbsoluteUri
            }
            $azure = Connect-Qwen -ApiKey 0123456789abcdef -BaseUrl 'https://res.openai.azure.com/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21'
            $other = try { Connect-Qwen -ApiKey 0123456789abcdef -BaseUrl https://dashscope.aliyuncs.com/api/v1 } catch { "$_" }
            Disconnect-Qwen
            $a = Invoke-QwenChat 'Say hello'
            $a > answer.txt
            $a | Set-Content set.txt
            Invoke-QwenChat 'Say hello' -AsText > text.txt
            $c = Connect-Qwen -ApiKey key-of-the-session-0123 -BaseUrl $env:OPENAI_BASE_URL -Model m
            $parallel = 1..4 | ForEach-Object -Parallel { Import-Module {{module}}; Invoke-QwenChat "${_}?" -AuthContext $using:c } | ForEach-Object Text | Sort-Object
            @{
                Caught   = $caught
                NoKey    = $noKey
                Hosts    = @($hosts)
                Azure    = "$($azure.BaseUrl) $($azure.Model)"
                Other    = $other
                Files    = @('answer.txt', 'set.txt', 'text.txt' | ForEach-Object { Get-Content $_ -Raw })
                Parallel = @($parallel)
            } | ConvertTo-Json -Compress
            """,
            import: false);

        seen.Text("Caught").ShouldBe("PermissionDenied hi");
        seen.Text("NoKey").ShouldBe("refused");
        seen.Texts("Hosts").ShouldBe(["https://dashscope.aliyuncs.com/compatible-mode/v1", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "https://llm.example.com/v1"]);
        seen.Text("Azure").ShouldBe("https://res.openai.azure.com/openai/v1 my-deployment");
        seen.Text("Other").ShouldContain("https://dashscope.aliyuncs.com/compatible-mode/v1");
        seen.Texts("Files").ShouldAllBe(text => text == $"You said: Say hello{Environment.NewLine}");
        seen.Texts("Parallel").ShouldBe(["You said: 1?", "You said: 2?", "You said: 3?", "You said: 4?"]);
        server.Requests.TakeLast(4).ShouldAllBe(request => request.Key() == "key-of-the-session-0123");
    }

    [PwshFact]
    public async Task The_env_file_of_the_guide_makes_the_session_ready()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };
        pwsh.Write("project/.env", GuideSource.Block("ini").Replace("sk-…", "sk-0123456789abcdef0123456789abcdef"));

        var seen = await pwsh.JsonAsync("Get-QwenAuth | Select-Object Status, Provider, Model | ConvertTo-Json -Compress");

        seen.Text("Status").ShouldBe("Ready");
        seen.Text("Provider").ShouldBe("DashScopeIntl");
        seen.Text("Model").ShouldBe("qwen3.6-plus");
    }

    [PwshFact]
    public async Task Every_cmdlet_and_parameter_that_the_guides_name_exists()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var seen = await pwsh.JsonAsync("""
            @{
                Cmdlets    = @((Get-Command -Module QwenCode).Name)
                Parameters = @(Get-Command -Module QwenCode | ForEach-Object { $_.Parameters.Values } | ForEach-Object { $_.Name; $_.Aliases })
            } | ConvertTo-Json -Compress
            """);

        var code = GuideSource.Text.Split('\n').SelectMany(GuideSource.Code).ToList();
        code.Select(span => span.TrimEnd('…').Trim()).Where(span => GuideSource.CmdletName().IsMatch(span)).ShouldBeSubsetOf(seen.Texts("Cmdlets"));
        var parameters = code.Select(span => Parameter().Match(span)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct().ToList();
        parameters.Count.ShouldBeGreaterThan(30);
        parameters.Where(name => name != "NonInteractive").ShouldBeSubsetOf(seen.Texts("Parameters"));
    }

    // By its path as in a clone, or by its name as after an installation.
    private static PwshRun Place(bool isInstalled, out string module)
    {
        module = isInstalled ? "QwenCode" : $"'{ModulePackage.Manifest}'";
        return isInstalled ? new PwshRun { HasOwnProcess = true }.With("PSModulePath", ModulePackage.ModulesFolder) : new PwshRun { HasOwnProcess = true };
    }

    [GeneratedRegex("^-([A-Z][A-Za-z]+)")]
    private static partial Regex Parameter();
}
