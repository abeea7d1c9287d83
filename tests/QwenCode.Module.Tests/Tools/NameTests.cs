using System.Text.Json;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Names and arguments that a model may write to run something else than what the user offers.</summary>
public sealed class NameTests
{
    private const string Mark = "function Get-Mark { param([string] $Name = 'none', [switch] $All) Add-Content marks.txt $Name; \"mark $Name\" }";

    private static readonly string[] Names =
    [
        "Get-Mark; Remove-Item *", "Get-Mark | Out-File x", "$(Get-Mark)", "Get-Mark\n", "Get-*", "Get-Mar?", "./Get-Mark", "/bin/ls", "C:\\Get-Mark", "Microsoft.PowerShell.Management\\Get-Item", "& Get-Mark",
        "'Get-Mark'", "get-mark", "gm2", "Get-Item", "Remove-Item", "", " ", "Invoke-Expression", new string('x', 10_000), "Get‑Mark", "Get-Mark\u0000", "\u001b[31mGet-Mark", "中文",
    ];

    private static readonly (string Arguments, string Told)[] Arguments =
    [
        ("""{"Name":"a","Name":"b"}""", "specified more than once"),
        ("""{"Name":"a","name":"b"}""", "specified more than once"),
        ("""{"Name":"a","OutVariable":"marks"}""", "no parameter 'OutVariable'"),
        ("""{"ErrorAction":"Ignore"}""", "no parameter 'ErrorAction'"),
        ("""{"WhatIf":true}""", "no parameter 'WhatIf'"),
        ("""{"N":"a"}""", "no parameter 'N'"),
        ("""{"-Name":"a"}""", "no parameter '-Name'"),
        ("""{"Name:a; rm":"a"}""", "no parameter"),
        ("""["a"]""", "not a JSON object"),
        ("\"Get-Mark\"", "not a JSON object"),
        ("""{"Name":"a""", "not valid JSON"),
        ("""{"Name":"\ud800"}""", "not valid Unicode"),
        ("""{"All":"perhaps"}""", "'All' cannot be"),
    ];

    [PwshFact]
    public async Task A_name_that_is_not_exactly_that_of_a_tool_runs_nothing_and_the_conversation_stays_valid()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound([.. Names.Select(name => new ScriptedCall(name))])) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Mark + """

            Set-Alias gm2 Get-Mark
            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark
            $again = $answer | Invoke-QwenChat 'and now?'
            @{ Status = @($answer.ToolCalls | ForEach-Object { "$($_.Status)" } | Select-Object -Unique); Count = $answer.ToolCalls.Count; Marks = Test-Path marks.txt; Again = "$again"; View = $answer.ToolCalls | Format-List | Out-String } | ConvertTo-Json -Compress
            """);

        seen.Texts("Status").ShouldBe(["UnknownTool"]);
        seen.Number("Count").ShouldBe(Names.Length);
        seen.Flag("Marks").ShouldBeFalse();
        seen.Text("Again").ShouldBe("You said: and now?");
        seen.Text("View").ShouldNotContain('\u001b');
        server.Requests[1].ToolMessages.ShouldAllBe(message => message.Text.StartsWith("Not run: no tool has that name. Tools: Get-Mark"));
    }

    [PwshFact]
    public async Task Arguments_that_are_not_those_of_the_tool_run_nothing_and_are_told()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound([.. Arguments.Select(each => new ScriptedCall("Get-Mark", each.Arguments))])) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Mark + """

            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark
            @{ Status = @($answer.ToolCalls | ForEach-Object { "$($_.Status)" } | Select-Object -Unique); Marks = Test-Path marks.txt; Errors = @($answer.ToolCalls.Error) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Status").ShouldBe(["InvalidArguments"]);
        seen.Flag("Marks").ShouldBeFalse();
        foreach (var (error, (arguments, told)) in seen.Texts("Errors").Zip(Arguments))
            error.ShouldContain(told, customMessage: arguments);
        server.Requests[1].ToolMessages.Select(message => message.Text).ShouldBe(seen.Texts("Errors").Select(error => $"Not run: {error}"));
    }

    [PwshFact]
    public async Task Text_stays_text_and_the_command_line_shows_it_harmless_and_masked()
    {
        string[] values = ["{ Remove-Item x }", "$(Remove-Item x)", "a; Remove-Item x", "-All", "\u001b]0;title\u0007", "a\u202Eb", "it's `$x\n\"y\"", "sk-proj-0123456789abcdefghijABCDEFGHIJ", string.Concat(Enumerable.Repeat("ab ", 33_000))];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound([.. values.Select(value => new ScriptedCall("Get-Mark", JsonSerializer.Serialize(new { Name = value })))])) });
        using var pwsh = new PwshRun().WithServer(server).With("NO_COLOR", "1");

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { param([string] $Name, [switch] $All) $script:names += @($Name); "$($Name.GetType().Name) $All" }
            $names = @()
            $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -Verbose 4> verbose.txt
            @{ Names = $names; Text = @($answer.Text -split '\r?\n' | Select-Object -Unique); Commands = @($answer.ToolCalls.Command); Verbose = Get-Content verbose.txt -Raw } | ConvertTo-Json -Compress
            """);

        seen.Texts("Names").ShouldBe(values);
        seen.Texts("Text").ShouldBe(["String False"]);
        var commands = seen.Texts("Commands");
        commands[..7].ShouldBe(
        [
            "Get-Mark -Name '{ Remove-Item x }'", "Get-Mark -Name '$(Remove-Item x)'", "Get-Mark -Name 'a; Remove-Item x'", "Get-Mark -Name '-All'", "Get-Mark -Name \"`u{001B}]0;title`u{0007}\"",
            "Get-Mark -Name \"a`u{202E}b\"", "Get-Mark -Name \"it's ```$x`n`\"y`\"\"",
        ]);
        commands[7].ShouldBe("Get-Mark -Name '****GHIJ'");
        commands[8].Length.ShouldBeLessThan(2000);
        commands[8].ShouldContain("(97,700 more characters)");
        seen.Text("Verbose").ShouldNotContain("sk-proj-0123456789");
        seen.Text("Verbose").ShouldNotContain('\u202E');
    }

    [PwshFact]
    public async Task The_command_line_shows_a_number_of_tokens_and_hides_a_token()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound(new ScriptedCall("Get-Mark", """{"MaxTokens":4096,"Table":{"Token":"abc"},"Rates":{"tokens_per_minute":100}}"""))) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Mark { param([int] $MaxTokens, [hashtable] $Table, [hashtable] $Rates) "$MaxTokens" }
            @{ Commands = @((Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark).ToolCalls.Command) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Commands").ShouldBe(["Get-Mark -MaxTokens 4096 -Table @{ Token = '****' } -Rates @{ tokens_per_minute = 100 }"]);
    }
}
