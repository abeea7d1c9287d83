using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>Scripts in a PowerShell that stays, which find nothing of the ones before and cannot hurt the ones after.</summary>
public sealed partial class HostedScriptTests
{
    [Fact]
    public void A_type_that_a_script_adds_has_a_name_of_its_own_in_the_shared_processes()
    {
        var folder = Path.Join(Repository.Root, "tests", "QwenCode.Module.Tests");
        var names = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith("bin", StringComparison.Ordinal) && !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal))
            .SelectMany(file => AddedType().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();

        names.Count.ShouldBeGreaterThan(10);
        names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty("PowerShell adds a type of a name once in a process");
    }

    [PwshFact]
    public async Task A_script_sees_nothing_of_the_script_before_it()
    {
        using var first = new PwshRun().With("LEFT_BEHIND", "1");
        using var second = new PwshRun().With("OWN", "2");

        await first.RunAsync("""
            $env:LEFT_TOO = '1'
            $global:left = 1
            function global:Get-Left { }
            Set-Location /
            [Environment]::CurrentDirectory = '/'
            $null = Connect-Qwen -ApiKey sk-of-this-script -BaseUrl http://127.0.0.1:9/v1 -Model m
            $null = [powershell]::Create().AddScript("Import-Module '$manifest'; Connect-Qwen -ApiKey sk-of-this-script -BaseUrl http://127.0.0.1:9/v1 -Model m").Invoke()
            """);
        var seen = await second.JsonAsync("""
            @{
                Variables = @(Get-ChildItem env: | Where-Object Name -in 'LEFT_BEHIND', 'LEFT_TOO', 'OWN' | ForEach-Object Name)
                Globals = @(Get-Variable left -ErrorAction Ignore) + @(Get-Command Get-Left -ErrorAction Ignore)
                Directories = @("$PWD", [Environment]::CurrentDirectory, $HOME, (Resolve-Path ~).Path)
                Failure = try { Invoke-QwenChat hi } catch { "$_" }
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Variables").ShouldBe(["OWN"]);
        seen.List("Globals").ShouldBeEmpty();
        seen.Texts("Directories").ShouldBe([second.Project, second.Project, second.Home, second.Home]);
        seen.Text("Failure").ShouldStartWith("No API key or sign-in was found. Looked for");
    }

    [PwshFact]
    public async Task Streams_input_and_exit_code_are_those_of_a_process()
    {
        using var shared = new PwshRun();
        using var alone = new PwshRun { HasOwnProcess = true };
        const string Script = """
            'output'; Write-Host 'host'; Write-Warning 'warning'; Write-Verbose 'verbose' -Verbose; [pscustomobject]@{ A = 1 } | Out-String; [Console]::Out.WriteLine('console')
            "read $([Console]::In.ReadLine())"; "end $($null -eq [Console]::In.ReadLine())"
            Write-Error 'error'; [Console]::Error.WriteLine('console'); throw 'thrown'
            """;

        var results = await Task.WhenAll(new[] { shared, alone }.Select(async pwsh =>
        {
            using var running = pwsh.Start(Script);
            await running.TellAsync("line");
            var result = await running.EndAsync();
            return result with { Errors = result.Errors.Replace(pwsh.Root, "", StringComparison.Ordinal) };
        }));

        results[0].ShouldBe(results[1]);
        results[0].ExitCode.ShouldBe(1);
        results[0].Output.ShouldContain("read line");
    }

    [PwshFact]
    public async Task A_script_that_ends_its_process_fails_with_its_output_and_the_next_one_runs()
    {
        using var pwsh = new PwshRun();

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => pwsh.RunAsync("'seen'; [Environment]::Exit(7)"));

        failure.Message.ShouldContain("exit code 7");
        failure.Message.ShouldContain("seen");
        (await pwsh.RunAsync("'next'")).Output.Trim().ShouldBe("next");
    }

    [PwshFact]
    public async Task A_script_that_does_not_end_fails_and_the_next_one_runs()
    {
        using var pwsh = new PwshRun { MostTime = TimeSpan.FromSeconds(1) };

        var failure = await Should.ThrowAsync<TimeoutException>(() => pwsh.RunAsync("while ($true) { [Threading.Thread]::Sleep(1000) }"));

        failure.Message.ShouldContain("did not end within 1 s");
        pwsh.MostTime = TimeSpan.FromMinutes(5);
        (await pwsh.RunAsync("'next'")).Output.Trim().ShouldBe("next");
    }

    // Types of the tests themselves begin their line, or are not public.
    [GeneratedRegex(@"(?<=.)public (?:static |sealed |abstract )*(?:class|struct|enum|interface) (\w+)")]
    private static partial Regex AddedType();
}
