namespace QwenCode.ModuleTests.GetQwenEnvSource;

/// <summary><c>Get-QwenEnvSource</c>.</summary>
public sealed class EnvSourceTests
{
    private const string Secret = "sk-0123456789-0123456789-wxyz";

    [PwshFact]
    public async Task All_lists_every_location_of_the_search_with_its_state()
    {
        using var pwsh = Prepared();
        pwsh.WorkingDirectory = pwsh.MakeDirectory("project/a/b");

        var places = await pwsh.JsonAsync("""
            Get-QwenEnvSource -All -WarningAction SilentlyContinue | Select-Object Path, @{ n = 'State'; e = { "$($_.State)" } }, @{ n = 'Scope'; e = { "$($_.Scope)" } } | ConvertTo-Json -Compress
            """);

        var seen = places.EnumerateArray().Select(place => (Path: Path.GetRelativePath(pwsh.Root, place.Text("Path")).Replace('\\', '/'), What: $"{place.Text("State")} {place.Text("Scope")}")).ToList();
        seen[..6].ShouldBe(
        [
            ("project/a/b/.qwen/.env", "Missing ProjectQwen"),
            ("project/a/b/.env", "Missing Project"),
            ("project/a/.qwen/.env", "Missing ProjectQwen"),
            ("project/a/.env", "Used Project"),
            ("project/.qwen/.env", "Shadowed ProjectQwen"),
            ("project/.env", "Missing Project"),
        ]);
        seen[^2..].ShouldBe([("home/.qwen/.env", "Missing UserQwen"), ("home/.env", "Shadowed User")]);
        seen.Count(place => place.What.StartsWith("Used", StringComparison.Ordinal)).ShouldBe(1);
    }

    [PwshFact]
    public async Task The_file_in_effect_shows_the_state_of_each_variable_and_masks_possible_secrets()
    {
        using var pwsh = Prepared();

        var seen = await pwsh.JsonAsync("""
            Set-Location a
            $source = Get-QwenEnvSource
            $plain = Get-QwenEnvSource -AsPlainText
            @{
                Count     = @($source).Count
                Variables = @($source.Variables | ForEach-Object { "$($_.Line) $($_.Name)=$($_.Value) $($_.State)" })
                Plain     = @($plain.Variables.Value)
                Reasons   = @($source.Variables.Reason)
            } | ConvertTo-Json -Compress
            """);

        seen.Number("Count").ShouldBe(1);
        seen.Texts("Variables").ShouldBe(
        [
            "1 OPENAI_API_KEY=****wxyz Effective",
            "2 OPENAI_MODEL=one Superseded",
            "3 OPENAI_MODEL=two Effective",
            "4 DEBUG=1 Excluded",
            "5 QWEN_SET_ELSEWHERE=**** OverriddenByProcess",
            "6 DB_PASSWORD=**** Effective",
        ]);
        seen.Texts("Plain").ShouldBe([Secret, "one", "two", "1", "file", "hunter2"]);
        seen.Texts("Reasons").Select(reason => reason.Length > 0).ShouldBe([false, true, false, true, true, false]);
    }

    [PwshFact]
    public async Task Secrets_of_any_kind_are_shown_only_as_plain_text()
    {
        const string Secret = "hunter22hunter22";
        string[] lines =
        [
            $"GROQ=gsk_{Secret}", $"GEMINI=AIza{Secret}", $"HF=hf_{Secret}", $"NOTE='Bearer {Secret}'", $"DB_PASS={Secret}", $"DB='Server=h;Password={Secret};'", $"HOOK=https://hooks.slack.com/services/T0/B0/{Secret}",
            $"SAS='https://h/c?sv=1&sig={Secret}'", $"KEY_FILE=\"-----BEGIN PRIVATE KEY-----\n{Secret}\n-----END PRIVATE KEY-----\"", $"CACHE=redis://:{Secret}@h", $"OPENAI_BASE_URL=https://ann:{Secret}@h/v1?key={Secret}",
            $"OPENAI_MODEL=sk-{Secret}", $"HTTPS_PROXY=http://ann:{Secret}@proxy:8080", $"DEBUG=ghp_{Secret}", $"WORDS='some {Secret} words'",
        ];
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", string.Join('\n', lines));

        var seen = await pwsh.JsonAsync("""
            $masked = Get-QwenEnvSource -WarningVariable warnings -WarningAction SilentlyContinue
            $views = foreach ($view in { $input }, { $input | Format-List }, { $input | Format-Table }) { $masked | & $view | Out-String; $masked.Variables | & $view | Out-String }
            @{
                Shown = "$views $warnings $($masked.Variables) $($masked | ConvertTo-Json -Depth 4) $(Get-QwenAuth | Out-String) $((Get-QwenAuth).Sources | Out-String)"
                Plain = @((Get-QwenEnvSource -AsPlainText).Variables.Value)
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Shown").ReplaceLineEndings("").ShouldNotContain(Secret[..8]);
        seen.Text("Shown").ShouldContain("OPENAI_BASE_URL = https://****@h/v1?key=****");
        seen.Texts("Plain").Length.ShouldBe(lines.Length);
        seen.Texts("Plain").ShouldAllBe(value => value.Contains(Secret));
    }

    [PwshFact]
    public async Task A_relative_path_is_resolved_from_PWD_and_must_be_a_directory()
    {
        using var pwsh = Prepared();
        pwsh.MakeDirectory("project/a/deep/er");

        var seen = await pwsh.JsonAsync("""
            Set-Location a/deep
            @{
                Paths = @((Get-QwenEnvSource ../../).Path, (Get-QwenEnvSource -Path .\er).Path, (Get-Item .. | Get-QwenEnvSource).Path)
                None  = @(Get-QwenEnvSource / -WarningVariable warnings -WarningAction SilentlyContinue).Count
                Ids   = @('no/where', '../.env' | ForEach-Object { try { Get-QwenEnvSource $_ -ErrorAction Stop } catch { $_.FullyQualifiedErrorId } })
                Warning = "$warnings"
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Paths").Select(path => Path.GetRelativePath(pwsh.Project, path).Replace('\\', '/')).ShouldBe([".qwen/.env", "a/.env", "a/.env"]);
        seen.Texts("Ids").ShouldBe(["InvalidInput,QwenCode.Commands.GetQwenEnvSourceCommand", "InvalidInput,QwenCode.Commands.GetQwenEnvSourceCommand"]);
    }

    [PwshFact]
    public async Task The_default_view_shows_names_and_states_within_100_columns()
    {
        using var pwsh = Prepared();

        var views = await pwsh.JsonAsync("""
            Set-Location a
            ConvertTo-Json -Compress @((Get-QwenEnvSource | Out-String -Width 100), (Get-QwenEnvSource -All | Out-String -Width 100))
            """);

        foreach (var view in views.Texts())
        {
            foreach (var word in new[] { "Used", "Project", "OPENAI_API_KEY = ****wxyz", "Superseded: line 3", "Excluded: ", "OverriddenByProcess: " })
                view.ShouldContain(word);
            view.Split('\n').ShouldAllBe(line => line.TrimEnd('\r').Length <= 100);
            view.ShouldNotContain(Secret);
        }

        views.Texts()[1].ShouldContain("Shadowed");
    }

    [PwshFact]
    public async Task The_default_view_breaks_no_word_at_100_columns()
    {
        using var pwsh = Prepared();

        var view = await pwsh.JsonAsync("Set-Location a; Get-QwenEnvSource | Out-String -Width 100 | ConvertTo-Json");

        var words = view.GetString()!.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        string[] reasons = ["QWEN_SET_ELSEWHERE", "DEBUG", "process", "variable", "project", "files", "again"];
        reasons.ShouldBeSubsetOf(words);
    }

    // The file in effect at project/a hides that of project/.qwen and the user's own.
    private static PwshRun Prepared()
    {
        var pwsh = new PwshRun().With("QWEN_SET_ELSEWHERE", "process");
        pwsh.Write("project/a/.env", $"""
            OPENAI_API_KEY={Secret}
            OPENAI_MODEL=one
            OPENAI_MODEL=two
            DEBUG=1
            QWEN_SET_ELSEWHERE=file
            DB_PASSWORD=hunter2
            """);
        pwsh.Write("project/.qwen/.env", "OPENAI_MODEL=hidden\n");
        pwsh.Write("home/.env", "OPENAI_MODEL=hidden\n");
        return pwsh;
    }
}
