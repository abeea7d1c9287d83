using System.Diagnostics;
using System.Text.Json;

namespace QwenCode.ModuleTests.Authentication;

/// <summary>A repository of another author, with the user's keys in the environment.</summary>
public sealed class ForeignFileTests
{
    private const string Canary = "sk-canary-0123456789abcdef";

    [PwshTheory]
    [InlineData("OPENAI_BASE_URL", """Import-QwenEnv -Confirm:$false; Invoke-QwenChat hi""")]
    [InlineData("OPENAI_BASE_URL", """Import-QwenEnv; & (Get-Process -Id $PID).Path $library -NoProfile -NonInteractive -Command "Import-Module '$manifest'; Invoke-QwenChat hi" """)]
    [InlineData("OPENAI_BASE_URL", """Import-QwenEnv; 1 | ForEach-Object -Parallel { Import-Module $using:manifest; Invoke-QwenChat hi }""")]
    [InlineData("OPENAI_BASE_URL", """Import-QwenEnv; Set-Location /; Invoke-QwenChat hi""")]
    [InlineData("OPENAI_BASE_URL", """Import-QwenEnv; Invoke-QwenChat hi""", "\0")]
    [InlineData("OPENAI_BASE_URL", """Import-QwenEnv; Get-QwenModel""", "\0/x")]
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

        var result = await pwsh.RunAsync($"Import-QwenEnv; $env:OPENAI_BASE_URL = '{server.BaseUrl.AbsoluteUri}'; Invoke-QwenChat hi -Model m");

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
            "TAR_OPTIONS", "LESS", "LESSKEYIN", "VIMINIT", "RSYNC_RSH", "MAKEFILES", "GOCACHEPROG", "AWS_ENDPOINT_URL_S3", "PSExecutionPolicyPreference", "VIRTUAL_ENV", "CMAKE_TOOLCHAIN_FILE",
            "QWEN_MAX_ANSWER_MB", "OPENAI_API_BASE", "ANTHROPIC_BASE_URL", "VAULT_ADDR", "GITHUB_API_URL", "GNUPGHOME", "HISTFILE",
            "PS0", "PS1", "PS2", "MAILPATH", "FCEDIT", "HF_ENDPOINT", "SENTRY_URL", "GITLAB_HOST", "DASHSCOPE_HTTP_BASE_URL", "DEEPSEEK_API_BASE", "CONSUL_HTTP_ADDR",
        ];
        using var pwsh = new PwshRun().With("QWEN_STRICT_ENV", "1");
        pwsh.Write("project/.env", string.Concat(names.Select(name => $"{name}=evil\n")) + "HARMLESS=yes\n");

        var values = await pwsh.JsonAsync($"""
            $warnings = $null
            Import-QwenEnv -Force -WarningVariable warnings 3>$null
            $exported = '{string.Join("', '", names)}', 'HARMLESS' | ForEach-Object {'{'} $_ {'}'} | Where-Object {'{'} [Environment]::GetEnvironmentVariable($_) -in 'evil', 'yes' {'}'}
            @{'{'} Exported = @($exported); Warnings = @($warnings | Where-Object Message -like '*was not imported*').Count {'}'} | ConvertTo-Json -Compress
            """);

        values.GetProperty("Exported").Texts().ShouldBe(["HARMLESS"]);
        values.GetProperty("Warnings").GetInt32().ShouldBe(names.Length);
    }

    [PwshFact]
    public async Task Values_that_no_process_can_have_are_not_exported_with_a_warning()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", $"LONG={new string('x', 200_000)}\nSHORT=s\n");
        pwsh.Write("many/.env", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"V{i}=b\n")));

        var values = await pwsh.JsonAsync("""
            Import-QwenEnv -WarningVariable warnings 3>$null
            Set-Location ../many
            $failure = try { Import-QwenEnv } catch { $_.FullyQualifiedErrorId, $_.Exception.Message }
            @{ Long = $env:LONG; Short = $env:SHORT; Many = $env:V1; Warnings = "$warnings"; Failure = "$failure" } | ConvertTo-Json -Compress
            """);

        values.GetProperty("Long").ValueKind.ShouldBe(JsonValueKind.Null);
        values.GetProperty("Many").ValueKind.ShouldBe(JsonValueKind.Null);
        values.GetProperty("Short").GetString().ShouldBe("s");
        values.GetProperty("Warnings").GetString()!.ShouldContain("LONG was not imported");
        values.GetProperty("Failure").GetString()!.ShouldContain("50000 variables");
    }

    [PwshTheory]
    [InlineData("home/.config/gh/hosts.yml", "oauth_token: {0}\n", "oauth_token")]
    [InlineData("home/.aws/credentials", "aws_secret_access_key = {0}\n", "aws_secret_access_key")]
    [InlineData("home/.qwen/.env", "OPENAI_API_KEY={0}\n", "OPENAI_API_KEY")]
    [InlineData("home/.env", "OPENAI_API_KEY={0}\n", "OPENAI_API_KEY")]
    [InlineData("secrets/prod.env", "TOKEN={0}\n", "TOKEN")]
    public async Task A_link_to_a_file_of_the_user_sends_nothing_of_it(string target, string text, string name)
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
    public async Task A_file_with_references_sends_no_variable_of_the_user(string file, string settings)
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

    [PwshTheory]
    [InlineData("Invoke-QwenChat sum -Path *.md")]
    [InlineData("Invoke-QwenChat sum -Path docs/*")]
    [InlineData("Invoke-QwenChat sum -LiteralPath notes.md")]
    [InlineData("Invoke-QwenChat sum -Path *.md -PerItem")]
    [InlineData("Get-ChildItem *.md | Invoke-QwenChat sum")]
    [InlineData("Get-ChildItem *.md | Invoke-QwenChat sum -PerItem")]
    [InlineData("Set-Location sub; Invoke-QwenChat sum -Path ../*.md")]
    [InlineData("Invoke-QwenChat sum -Schema schema.json")]
    [InlineData("Invoke-QwenChat sum -Image photo.png")]
    [InlineData("Import-QwenEnv; Set-Location /; Invoke-QwenChat sum -Path $project/*.md")]
    [InlineData("$context = Get-QwenAuth; Invoke-QwenChat sum -Path *.md -AuthContext $context")]
    public async Task A_link_among_the_files_of_a_prompt_sends_nothing_to_the_endpoint_of_its_project(string script)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        foreach (var folder in new[] { "project", "project/sub" })
            pwsh.Write($"{folder}/.env", $"OPENAI_API_KEY=theirs\nOPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\nOPENAI_MODEL=m\n");
        var secrets = pwsh.Write("home/.config/gcloud/secret.json", $$"""{ "type": "authorized_user", "refresh_token": "{{Canary}}" }""");
        File.CreateSymbolicLink(Path.Join(pwsh.Project, "notes.md"), secrets);
        File.CreateSymbolicLink(Path.Join(pwsh.Project, "schema.json"), "../home/.config/gcloud/secret.json");
        File.CreateSymbolicLink(Path.Join(pwsh.Project, "photo.png"), pwsh.Write("home/photo.png", $"GIF89a{Canary}"));
        Directory.CreateSymbolicLink(Path.Join(pwsh.Project, "docs"), "../home/.config/gcloud");

        var result = await pwsh.RunAsync($"$project = '{pwsh.Project}'; {script}");

        server.Requests.ShouldAllBe(request => !request.Body.Contains(Canary) && !request.Body.Contains("R0lGODlh"));
        (result.Output + result.Errors).ShouldNotContain(Canary);
        result.Errors.ReplaceLineEndings("").ShouldContain("a link");
    }

    [PwshTheory]
    [InlineData("project", "Invoke-QwenChat sum -Path *.md")]
    [InlineData("home", "Invoke-QwenChat sum -Path $project/*.md")]
    public async Task A_link_among_the_files_of_a_prompt_is_followed_within_its_project_and_for_an_endpoint_of_the_user(string folder, string script)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        pwsh.Write($"{folder}/.env", $"OPENAI_API_KEY=theirs\nOPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\nOPENAI_MODEL=m\n");
        pwsh.Write("project/docs/text.txt", "the text");
        File.CreateSymbolicLink(Path.Join(pwsh.Project, "notes.md"), "docs/text.txt");

        var result = await pwsh.RunAsync($"$project = '{pwsh.Project}'; {script}");

        result.Errors.ShouldBeEmpty();
        server.Requests.ShouldHaveSingleItem().Body.ShouldContain("the text");
    }

    [PwshTheory]
    [InlineData(".")]
    [InlineData("../project")]
    [InlineData("")]
    public async Task A_repository_is_not_the_home_of_the_user_if_HOME_is_not_absolute(string home)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", Canary).With("QWEN_STRICT_ENV", "1").With("HOME", home);
        pwsh.Write("project/.qwen/.env", $"OPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\nOPENAI_MODEL=m\n");
        pwsh.Write("project/.qwen/settings.json", $$"""{ "security": { "auth": { "baseUrl": "{{server.BaseUrl.AbsoluteUri}}" } } }""");

        var result = await pwsh.RunAsync("Invoke-QwenChat hi");

        server.Requests.ShouldBeEmpty();
        result.Errors.ReplaceLineEndings("").ShouldContain("was not sent to");
    }

    [PwshTheory]
    [InlineData("OPENAI_BASE_URL=https://h.example/v1\nOPENAI_MODEL=$TOKEN_OF_MINE")]
    [InlineData("OPENAI_BASE_URL=https://h.example/${TOKEN_OF_MINE}\nOPENAI_MODEL=m")]
    [InlineData("OPENAI_BASE_URL=https://dashscope.aliyuncs.com/${TOKEN_OF_MINE}\nOPENAI_MODEL=m")]
    public async Task An_exported_value_that_refers_to_a_variable_is_shown_as_its_reference(string file)
    {
        const string Secret = "hunter-of-mine";
        using var pwsh = new PwshRun().With("TOKEN_OF_MINE", Secret);
        pwsh.Write("project/.env", $"OPENAI_API_KEY=theirs\n{file}\n");

        var result = await pwsh.RunAsync("""
            Import-QwenEnv -EnvSyntax DotNetEnv
            Remove-Item .env
            $context = Get-QwenAuth
            $context | Format-List *
            $context | ConvertTo-Json -Depth 5
            "$($context.Sources)"
            Invoke-QwenChat hi -Verbose
            """);

        (result.Output + result.Errors).ShouldNotContain(Secret);
        result.Output.ShouldContain("${TOKEN_OF_MINE}");
    }

    [PwshFact]
    public async Task A_specified_key_is_not_sent_to_the_endpoint_of_a_repository()
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
    public async Task Pipes_instead_of_configuration_files_hang_no_cmdlet()
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
