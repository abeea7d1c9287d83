namespace QwenCode.ModuleTests.Authentication;

/// <summary>The main job: the <c>.env</c> file that applies to the current directory.</summary>
public sealed class LocationTests
{
    [PwshFact]
    public async Task A_file_two_directories_up_is_enough_for_a_chat()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => "the server's own words" });
        using var pwsh = new PwshRun();
        Configure(pwsh, "project", server, "one");
        pwsh.WorkingDirectory = pwsh.MakeDirectory("project/a/b");

        var result = await pwsh.RunAsync("'hi' | Invoke-QwenChat | ForEach-Object Text");

        result.Errors.ShouldBeEmpty();
        result.Output.Trim().ShouldBe("the server's own words");
        server.Requests.Single().Key().ShouldBe("sk-of-one");
        server.Requests[0].Json().Text("model").ShouldBe("model-of-one");
    }

    [PwshFact]
    public async Task Another_project_of_the_same_session_has_its_own_values()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        Configure(pwsh, "project", server, "one");
        Configure(pwsh, "other", server, "two");
        pwsh.MakeDirectory("project/a");
        pwsh.MakeDirectory("other/b/c");

        var models = await pwsh.JsonAsync("""
            $models = foreach ($place in 'a', '../../other/b/c', '../../../project') {
                Set-Location $place
                Invoke-QwenChat hi | ForEach-Object Model
            }
            Push-Location Env:
            $models += Invoke-QwenChat 'from a place outside the file system' | ForEach-Object Model
            ConvertTo-Json -Compress $models
            """);

        models.Texts().ShouldBe(["model-of-one", "model-of-two", "model-of-one", "model-of-one"]);
        server.Requests.Select(request => request.Key()).ShouldBe(["sk-of-one", "sk-of-two", "sk-of-one", "sk-of-one"]);
    }

    [PwshFact]
    public async Task Explicit_choices_stay_in_another_project()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        Configure(pwsh, "project", server, "one");
        Configure(pwsh, "other", server, "two");

        var models = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey (ConvertTo-SecureString sk-explicit -AsPlainText -Force)
            $models = @(Invoke-QwenChat hi | ForEach-Object Model)
            Set-Location ../other
            $models += Invoke-QwenChat hi | ForEach-Object Model
            Set-QwenAuth -Model explicit-model
            Set-Location ../project
            $models += Invoke-QwenChat hi | ForEach-Object Model
            Disconnect-Qwen
            $models += Invoke-QwenChat hi | ForEach-Object Model
            ConvertTo-Json -Compress $models
            """);

        models.Texts().ShouldBe(["model-of-one", "model-of-two", "explicit-model", "model-of-one"]);
        server.Requests.Select(request => request.Key()).ShouldBe(["sk-explicit", "sk-explicit", "sk-explicit", "sk-of-one"]);
    }

    [PwshFact]
    public async Task With_nothing_configured_pwsh_exits_with_1_and_shows_what_to_set_and_the_locations()
    {
        using var pwsh = new PwshRun();

        var result = await pwsh.RunCommandAsync($"Import-Module '{ModulePackage.Manifest}'; Invoke-QwenChat hi");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        foreach (var word in new[] { "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", ".qwen/.env", pwsh.Project, Path.Join(pwsh.Home, ".env"), "Connect-Qwen" })
            result.Errors.ReplaceLineEndings("").ShouldContain(word);
    }

    [PwshFact]
    public async Task With_nothing_configured_no_further_input_is_processed()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $id = try { 'a', 'b' | ForEach-Object { $script:last = $_; $_ } | Invoke-QwenChat } catch { $_.FullyQualifiedErrorId }
            @{ Id = $id; Last = $last } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("NoAuthentication,QwenCode.Commands.InvokeQwenChatCommand");
        seen.Text("Last").ShouldBe("a");
    }

    private static void Configure(PwshRun pwsh, string project, LoopbackServer server, string name) => pwsh.Write(
        $"{project}/.qwen/.env",
        $"OPENAI_API_KEY=sk-of-{name}\nOPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\nOPENAI_MODEL=model-of-{name}\n");
}
