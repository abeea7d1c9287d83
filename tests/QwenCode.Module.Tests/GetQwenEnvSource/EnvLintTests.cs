using System.Text;

namespace QwenCode.ModuleTests.GetQwenEnvSource;

/// <summary>The warnings of <c>Get-QwenEnvSource</c> about files that look wrong, and the use of its output.</summary>
public sealed class EnvLintTests
{
    [PwshFact]
    public async Task Values_that_look_wrong_are_reported_with_their_lines_and_never_shown()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/a/.env", """
            CUT=canary#canary
            OPEN="canary
            STRAY KEY=canary
            BACK="C:\root\canary"
            OPENAI_API_KEY=your_api_key_here
            OPENAI_APIKEY=canary
            OPENAI_API_BASE=https://canary.example
            OPENAI_MODEL=
            FINE="a # b" # comment
            """);
        pwsh.Write("project/.env", "OPENAI_API_KEY=sk-canary-0123456789-abcd\n");
        pwsh.Write("empty/.env", "");
        pwsh.MakeDirectory("folder/.env");
        await File.WriteAllTextAsync(pwsh.Write("wide/.env", ""), "OPENAI_API_KEY=sk-canary\n", Encoding.Unicode, TestContext.Current.CancellationToken);

        var seen = await pwsh.JsonAsync("""
            function Warnings([string] $path) { ,@(Get-QwenEnvSource $path 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object { "$_" }) }
            @{ Lints = Warnings a; Empty = Warnings ../empty; Folder = Warnings ../folder; Wide = Warnings ../wide } | ConvertTo-Json -Compress
            """);

        var lints = string.Join('\n', seen.Texts("Lints"));
        foreach (var words in new[]
        {
            "Line 1 has an unquoted #", "Line 2 begins the value of OPEN with a quote", "Line 3 is not a NAME=value assignment", "Line 4 puts a carriage return into BACK",
            "Line 5 sets OPENAI_API_KEY to what looks like a placeholder", "Line 6 sets OPENAI_APIKEY, which is not read. Did you mean OPENAI_API_KEY?",
            "Line 7 sets OPENAI_API_BASE, which is not read. Did you mean OPENAI_BASE_URL?", "Line 8 sets OPENAI_MODEL to an empty value",
        })
        {
            lints.ShouldContain(words);
        }

        lints.ShouldNotContain("canary");
        lints.ShouldNotContain("Line 9");
        seen.Texts("Empty").ShouldHaveSingleItem().ShouldContain("sets no variable");
        seen.Texts("Folder")[0].ShouldContain("is a directory");
        seen.Texts("Wide").ShouldHaveSingleItem().ShouldContain("UTF-16");
    }

    [PwshFact]
    public async Task A_misspelled_variable_is_shown_as_one_that_is_not_read()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", "OPENAI_APIKEY=sk-canary-0123456789\nOPENAI_API_KEY=sk-canary-0123456789\nFOO=1\n");

        var seen = await pwsh.JsonAsync("""
            $source = Get-QwenEnvSource -WarningAction Ignore
            @{ Rows = @($source.Variables | ForEach-Object { "$($_.Name) $($_.State) $($_.Reason)".Trim() }); View = $source | Out-String } | ConvertTo-Json -Compress
            """);

        seen.Texts("Rows").ShouldBe(["OPENAI_APIKEY NotRead did you mean OPENAI_API_KEY?", "OPENAI_API_KEY Effective", "FOO Effective"]);
        seen.Text("View").ShouldContain("NotRead: did you mean OPENAI_API_KEY?");
    }

    [PwshFact]
    public async Task A_variable_that_decides_trust_is_shown_as_not_read_from_a_project()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", "QWEN_STRICT_ENV=0\nQWEN_HOME=/nowhere\nOPENAI_MODEL=m\n");
        pwsh.Write("home/.qwen/.env", "QWEN_STRICT_ENV=1\n");

        var seen = await pwsh.JsonAsync("""
            $own, $projects = Get-QwenEnvSource -All | Where-Object { $_.Variables } | Sort-Object { $_.Variables.Count }
            @{ Own = "$($own.Variables.State)"; Projects = @($projects.Variables | ForEach-Object { "$($_.Name) $($_.State) $($_.Reason)".Trim() }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Projects").ShouldBe(["QWEN_STRICT_ENV NotRead QWEN_STRICT_ENV is read from your own files only", "QWEN_HOME NotRead QWEN_HOME is read from your own files only", "OPENAI_MODEL Effective"]);
        seen.Text("Own").ShouldBe("Effective");
    }

    [PwshFact]
    public async Task A_closer_file_that_hides_the_key_is_named()
    {
        using var pwsh = new PwshRun();
        var near = pwsh.Write("project/.env", "OPENAI_MODEL=m\n");
        var far = pwsh.Write("home/.env", "OPENAI_API_KEY=sk-far\n");

        var seen = await pwsh.JsonAsync("""
            $null = Get-QwenEnvSource -WarningVariable warnings -WarningAction SilentlyContinue
            @{ Warning = "$warnings"; Error = try { Invoke-QwenChat hi } catch { "$_" } } | ConvertTo-Json -Compress
            """);

        foreach (var text in new[] { seen.Text("Warning"), seen.Text("Error") })
        {
            text.ShouldContain(near);
            text.ShouldContain($"{far}, which sets OPENAI_API_KEY".Split(',')[0]);
            text.ShouldContain("not merged");
        }
    }

    [PwshFact]
    public async Task Paths_are_piped_and_objects_returned()
    {
        using var pwsh = new PwshRun();
        foreach (var name in new[] { "a", "b [1]", "c" })
            pwsh.Write($"project/{name}/.env", $"NAME={name}\nPART=x\nWHOLE=${{PART}}y\n");
        pwsh.Write("project/bad/.env", "A=1\nsk-canary is no assignment\n");

        var seen = await pwsh.JsonAsync("""
            $sources = Get-ChildItem -Directory -Exclude bad | Get-QwenEnvSource -AsPlainText
            $sources | Export-Csv sources.csv
            $sources.Variables | Where-Object Name -eq NAME | Export-Csv variables.csv
            $bad = Get-QwenEnvSource bad -EnvSyntax DotNetEnv -WarningVariable warnings -WarningAction SilentlyContinue
            $foreign = 'Env:\PATH', 'nodrive:\x' | ForEach-Object { try { Get-QwenEnvSource $_ -ErrorAction Stop } catch { $_.FullyQualifiedErrorId } }
            @{
                Names   = @((Import-Csv variables.csv).Value)
                States  = @((Import-Csv sources.csv).State)
                Table   = $sources | Format-Table Path, State | Out-String -Width 200
                Whole   = @($sources[0].Variables[2].Value, (Get-QwenEnvSource a -EnvSyntax DotNetEnv -AsPlainText).Variables[2].Value)
                Bad     = "$($bad.State) $warnings"
                Foreign = @($foreign)
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Names").ShouldBe(["a", "b [1]", "c"]);
        seen.Texts("States").ShouldBe(["Used", "Used", "Used"]);
        seen.Text("Table").ShouldContain("b [1]");
        seen.Texts("Whole").ShouldBe(["${PART}y", "xy"]);
        seen.Text("Bad").ShouldContain("Unreadable");
        seen.Text("Bad").ShouldContain("line 2");
        seen.Text("Bad").ShouldNotContain("canary");
        seen.Texts("Foreign").ShouldAllBe(id => id == "InvalidInput,QwenCode.Commands.GetQwenEnvSourceCommand");
    }

    [PwshFact]
    public async Task Every_list_of_the_objects_can_be_indexed()
    {
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-process").With("OPENAI_BASE_URL", "http://h.example/v1");
        pwsh.Write("project/.env", "bad line\nOPENAI_API_KEY=sk-file\n");

        var seen = await pwsh.JsonAsync("""
            $source = Get-QwenEnvSource -WarningAction SilentlyContinue
            $context = Get-QwenAuth
            $conversation = New-QwenConversation -System words
            $lists = $source.Variables, $source.Warnings, $context.Sources, $context.Sources[0].Overridden, $context.Warnings, $conversation.Messages
            ConvertTo-Json -Compress @($lists | ForEach-Object { $null -ne $_[0] })
            """);

        seen.EnumerateArray().Select(list => list.GetBoolean()).ShouldBe([true, true, true, true, true, true]);
    }

    [PwshFact]
    public async Task Import_sets_process_variables_and_replaces_only_with_Force()
    {
        using var pwsh = new PwshRun().With("SET_BEFORE", "process").With("BLANK_BEFORE", "");
        pwsh.Write("project/.env", "NEW=1\nNEW=2\nSET_BEFORE=file\nBLANK_BEFORE=file\nDEBUG=1\n");

        var result = await pwsh.RunAsync("""
            function State { "$env:NEW|$env:SET_BEFORE|$env:BLANK_BEFORE|$env:DEBUG" }
            Import-QwenEnv -WhatIf
            $states = @(State)
            Import-QwenEnv
            $states += State
            Import-QwenEnv -Force
            $states += State
            ConvertTo-Json -Compress $states
            """);

        result.Output.Split("What if:").Length.ShouldBe(3);
        result.Json.Texts().ShouldBe(["|process||", "2|process|file|", "2|file|file|"]);
    }

    [PwshFact]
    public async Task PassThru_returns_what_was_imported_as_effective()
    {
        using var pwsh = new PwshRun().With("SET_BEFORE", "process");
        pwsh.Write("project/.env", "NEW=1\nSET_BEFORE=file\n");

        var seen = await pwsh.JsonAsync("""
            function States { (Import-QwenEnv -PassThru @args).Variables | ForEach-Object { "$($_.Name) $($_.State) $($_.Reason)" } }
            ConvertTo-Json -Compress @((States), (States), (States -Force) | ForEach-Object { $_ })
            """);

        seen.Texts().ShouldBe(["NEW Effective ", "SET_BEFORE OverriddenByProcess the process variable SET_BEFORE is set", "NEW OverriddenByProcess the process variable NEW is set", "SET_BEFORE OverriddenByProcess the process variable SET_BEFORE is set", "NEW Effective ", "SET_BEFORE Effective "]);
    }
}
