using System.Diagnostics;
using System.Text.Json;

namespace QwenCode.ModuleTests.Configuring;

/// <summary>A repository that somebody else wrote, with the user's keys in the environment.</summary>
public sealed class StrangerTests
{
    private const string Canary = "sk-canary-0123456789abcdef";

    [PwshTheory]
    [InlineData("OPENAI_BASE_URL", """$null = Get-QwenEnvSource -Export -Confirm:$false; Invoke-QwenChat hi""")]
    [InlineData("OPENAI_BASE_URL", """$null = Get-QwenEnvSource -Export; & (Get-Process -Id $PID).Path $library -NoProfile -NonInteractive -Command "Import-Module '$manifest'; Invoke-QwenChat hi" """)]
    [InlineData("OPENAI_BASE_URL", """$null = Get-QwenEnvSource -Export; 1 | ForEach-Object -Parallel { Import-Module $using:manifest; Invoke-QwenChat hi }""")]
    [InlineData("OPENAI_BASE_URL", """$null = Get-QwenEnvSource -Export; Set-Location /; Invoke-QwenChat hi""")]
    [InlineData("OPENAI_BASE_URL", """$null = Get-QwenEnvSource -Export; Invoke-QwenChat hi""", "\0")]
    [InlineData("OPENAI_BASE_URL", """$null = Get-QwenEnvSource -Export; Get-QwenModel""", "\0/x")]
    public async Task An_exported_base_url_stays_the_projects(string variable, string script, string end = "")
    {
        await using var server = await LoopbackServer.StartAsync();
        // What a native program writes goes to the process.
        using var pwsh = new PwshRun { HasOwnProcess = script.Contains("& (Get-Process", StringComparison.Ordinal) }.With("OPENAI_API_KEY", Canary).With("QWEN_STRICT_ENV", "1");
        pwsh.Write("project/.env", $"{variable}={server.BaseUrl.AbsoluteUri}{end}\nOPENAI_MODEL=m\n");

        var result = await pwsh.RunAsync($"$library = @(if ((Split-Path (Get-Process -Id $PID).Path -LeafBase) -eq 'dotnet') {{ Join-Path $PSHOME 'pwsh.dll' }}); {script}");

        server.Requests.ShouldBeEmpty();
        result.Errors.ReplaceLineEndings("").ShouldContain("was not sent to");
    }

    [PwshFact]
    public async Task A_variable_that_the_user_sets_after_an_export_is_the_users()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", Canary).With("QWEN_STRICT_ENV", "1");
        pwsh.Write("project/.env", "OPENAI_BASE_URL=https://evil.example/v1\n");

        var result = await pwsh.RunAsync($"$null = Get-QwenEnvSource -Export; $env:OPENAI_BASE_URL = '{server.BaseUrl.AbsoluteUri}'; Invoke-QwenChat hi -Model m");

        result.Errors.ShouldBeEmpty();
        server.Requests.ShouldHaveSingleItem();
    }

    [PwshFact]
    public async Task No_variable_that_decides_trust_or_starts_programs_is_exported_from_a_project()
    {
        string[] names =
        [
            "PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "HTTPS_PROXY", "http_proxy", "NO_PROXY", "QWEN_HOME", "QWEN_STRICT_ENV", "QWEN_OAUTH_BASE_URL",
            "QWEN_OAUTH_CLIENT_ID", "QWEN_EXPORTED_ENV", "PSModulePath", "DOTNET_STARTUP_HOOKS", "NODE_OPTIONS", "BASH_ENV", "SSL_CERT_FILE", "HOME", "BROWSER", "GIT_SSH_COMMAND", "EDITOR", "TMPDIR",
            "MANPAGER", "SSLKEYLOGFILE", "npm_config_script_shell", "CARGO_BUILD_RUSTC_WRAPPER", "GOPROXY", "NODE_PATH", "SHELLOPTS", "PYTHONUSERBASE", "HOSTALIASES", "LESSOPEN", "GH_BROWSER", "COR_PROFILER",
        ];
        using var pwsh = new PwshRun().With("QWEN_STRICT_ENV", "1");
        pwsh.Write("project/.env", string.Concat(names.Select(name => $"{name}=evil\n")) + "HARMLESS=yes\n");

        var values = await pwsh.JsonAsync($"""
            $warnings = $null
            $null = Get-QwenEnvSource -Export -Force -WarningVariable warnings 3>$null
            $exported = '{string.Join("', '", names)}', 'HARMLESS' | ForEach-Object {'{'} $_ {'}'} | Where-Object {'{'} [Environment]::GetEnvironmentVariable($_) -in 'evil', 'yes' {'}'}
            @{'{'} Exported = @($exported); Warnings = @($warnings | Where-Object Message -like '*was not exported*').Count {'}'} | ConvertTo-Json -Compress
            """);

        values.GetProperty("Exported").Texts().ShouldBe(["HARMLESS"]);
        values.GetProperty("Warnings").GetInt32().ShouldBe(names.Length);
    }

    [PwshFact]
    public async Task What_no_process_can_take_is_not_exported_and_said_so_at_once()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", $"LONG={new string('x', 200_000)}\nSHORT=s\n");
        pwsh.Write("many/.env", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"V{i}=b\n")));

        var values = await pwsh.JsonAsync("""
            $null = Get-QwenEnvSource -Export -WarningVariable warnings 3>$null
            Set-Location ../many
            $failure = try { Get-QwenEnvSource -Export } catch { $_.FullyQualifiedErrorId, $_.Exception.Message }
            @{ Long = $env:LONG; Short = $env:SHORT; Many = $env:V1; Warnings = "$warnings"; Failure = "$failure" } | ConvertTo-Json -Compress
            """);

        values.GetProperty("Long").ValueKind.ShouldBe(JsonValueKind.Null);
        values.GetProperty("Many").ValueKind.ShouldBe(JsonValueKind.Null);
        values.GetProperty("Short").GetString().ShouldBe("s");
        values.GetProperty("Warnings").GetString()!.ShouldContain("LONG was not exported");
        values.GetProperty("Failure").GetString()!.ShouldContain("50000 variables");
    }

    [PwshTheory]
    [InlineData("home/.config/gh/hosts.yml", "oauth_token: {0}\n", "oauth_token")]
    [InlineData("home/.aws/credentials", "aws_secret_access_key = {0}\n", "aws_secret_access_key")]
    [InlineData("home/.qwen/.env", "OPENAI_API_KEY={0}\n", "OPENAI_API_KEY")]
    [InlineData("home/.env", "OPENAI_API_KEY={0}\n", "OPENAI_API_KEY")]
    [InlineData("secrets/prod.env", "TOKEN={0}\n", "TOKEN")]
    public async Task A_link_to_a_file_of_the_user_gets_nothing_out(string target, string text, string name)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        File.CreateSymbolicLink(Path.Join(pwsh.Project, ".env"), pwsh.Write(target, string.Format(null, text, Canary)));
        pwsh.Write("project/.qwen/settings.json", $$"""{ "security": { "auth": { "apiKey": "${{name}}", "baseUrl": "{{server.BaseUrl.AbsoluteUri}}" } }, "model": { "name": "m" } }""");

        var result = await pwsh.RunAsync("""
            Invoke-QwenChat hi
            Get-QwenModel
            $null = TabExpansion2 'Invoke-QwenChat hi -Model ' 26
            Get-QwenAuth | Format-List *
            """);

        server.Requests.ShouldBeEmpty();
        (result.Output + result.Errors).ShouldNotContain(Canary);
    }

    [PwshTheory]
    [InlineData("OPENAI_MODEL=${TOKEN_OF_MINE}", "")]
    [InlineData("OPENAI_MODEL=\"x${TOKEN_OF_MINE}y\"", "")]
    [InlineData("A=$TOKEN_OF_MINE\nB=${A}\nOPENAI_MODEL=$B", "")]
    [InlineData("X=\"\nOPENAI_MODEL=innocent\n\"\nOPENAI_MODEL=${TOKEN_OF_MINE}", "")]
    [InlineData("OPENAI_MODEL=\\$TOKEN_OF_MINE", "")]
    [InlineData("A=${TOKEN_OF_MINE}", """{ "model": { "name": "$A" } }""")]
    [InlineData("A=${TOKEN_OF_MINE}", """{ "env": { "OPENAI_MODEL": "m-${A}" } }""")]
    [InlineData("OPENAI_API_KEY=${TOKEN_OF_MINE}", "")]
    [InlineData("X=\"\nOPENAI_API_KEY=x\n\"\nOPENAI_API_KEY=\"a${A${TOKEN_OF_MINE}}\"", "")]
    [InlineData("X=\"\nOPENAI_API_KEY='x'\n\"\nOPENAI_API_KEY=\"${ $TOKEN_OF_MINE\"", "")]
    [InlineData("X=\"\nA=x\n\"\nA=\"${{$TOKEN_OF_MINE}\"", """{ "model": { "name": "$A" } }""")]
    public async Task A_file_with_references_gets_nothing_out(string file, string settings)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("TOKEN_OF_MINE", Canary);
        pwsh.Write("project/.env", $"{file}\nOPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\n");
        if (settings.Length > 0)
            pwsh.Write("project/.qwen/settings.json", settings);

        var result = await pwsh.RunAsync("""
            Set-QwenAuth -EnvSyntax DotNetEnv
            Invoke-QwenChat hi
            Get-QwenModel
            $null = TabExpansion2 'Invoke-QwenChat hi -Model ' 26
            Get-QwenAuth | Format-List *
            Get-QwenEnvSource | ForEach-Object Variables
            """);

        server.Requests.ShouldAllBe(request => !$"{request.Body} {request.Path} {request.QueryString} {string.Join(' ', request.Headers)}".Contains(Canary));
        (result.Output + result.Errors).ShouldNotContain(Canary);
    }

    [PwshFact]
    public async Task A_key_given_by_hand_is_not_moved_by_a_repository()
    {
        await using var mine = await LoopbackServer.StartAsync();
        await using var theirs = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_BASE_URL", mine.BaseUrl.AbsoluteUri);
        pwsh.Write("project/.qwen/settings.json", $$"""{ "security": { "auth": { "baseUrl": "{{theirs.BaseUrl.AbsoluteUri}}" } } }""");
        pwsh.Write("project/.env", $"OPENAI_BASE_URL={theirs.BaseUrl.AbsoluteUri}\n");
        pwsh.WorkingDirectory = pwsh.MakeDirectory("elsewhere");

        var result = await pwsh.RunAsync($"$null = Connect-Qwen -ApiKey {Canary} -Model m; Remove-Item Env:OPENAI_BASE_URL; Set-Location ../project; $null = Invoke-QwenChat hi");

        result.Errors.ShouldBeEmpty();
        theirs.Requests.ShouldBeEmpty();
        mine.Requests.ShouldHaveSingleItem().Key().ShouldBe(Canary);
    }

    [PwshFact]
    public async Task Pipes_in_place_of_configuration_hang_no_cmdlet()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        foreach (var path in new[] { "project/.env", "project/.qwen/.env", "project/.qwen/settings.json", "home/.qwen/settings.json", "home/.qwen/.env" })
        {
            pwsh.MakeDirectory(Path.GetDirectoryName(path)!);
            using var process = Process.Start("mkfifo", Path.Join(pwsh.Root, path));
            process.WaitForExit();
        }

        var result = await pwsh.RunAsync("""
            $null = Get-QwenAuth; $null = Get-QwenEnvSource -All 3>$null; $null = Connect-Qwen
            Invoke-QwenChat hi | ForEach-Object FinishReason
            """);

        result.Errors.ShouldBeEmpty();
        result.Output.ShouldContain("stop");
        result.Output.ShouldContain("pipe or device");
    }
}
