namespace QwenCode.ModuleTests.NewQwenTool;

/// <summary>What a command looks like as a tool, and how its parameters are offered, fixed or hidden.</summary>
public sealed class NewToolTests
{
    private const string Functions = """
        function Get-Plain { param([Parameter(Mandatory)] [string] $Path, [Alias('Deep')] [int] $Depth) "$Path $Depth" }
        function Set-Thing { [CmdletBinding(SupportsShouldProcess)] param([string] $Name) }
        function Get-Described {
            <#
            .SYNOPSIS
            Gets things.
            .DESCRIPTION
            All of them.
            .PARAMETER Name
            Their name.
            #>
            param([string] $Name, [int] $Other)
        }
        function Get-Sets { [CmdletBinding(DefaultParameterSetName = 'B')] param([Parameter(ParameterSetName = 'A', Mandatory)] [int] $A, [Parameter(ParameterSetName = 'B')] [int] $B, [Parameter(ParameterSetName = 'C', Mandatory)] [scriptblock] $C) }

        """;

    [PwshFact]
    public async Task A_tool_has_the_name_the_description_and_the_parameters_of_the_command()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(Functions + """
            Set-Alias plain Get-Plain
            Set-Content script.ps1 "<#`n.SYNOPSIS`nRuns a script.`n#>`nparam([int] `$Count)"
            $closed = & { $inner = 5; { param($x) $inner }.GetNewClosure() }
            $module = New-Module -Name InMemory { function Get-Inner { param([int] $Count) } }
            $tools = @(
                New-QwenTool Get-Plain
                New-QwenTool plain
                Get-Command Get-Plain | New-QwenTool
                New-QwenTool Get-Described
                New-QwenTool Get-Sets
                New-QwenTool Get-Sets -ParameterSetName a
                New-QwenTool ./script.ps1
                New-QwenTool -ScriptBlock { 'x' } -Name none
                New-QwenTool -ScriptBlock { <#
            .SYNOPSIS
            Of a block.
            #> param([int] $x) } -Name block
                New-QwenTool -ScriptBlock $closed -Name closed
                New-QwenTool Microsoft.PowerShell.Utility\Get-Date -Name date -Description 'The time.' -Parameter format -ReadOnly
                New-QwenTool Get-Inner
                New-QwenTool Set-Thing
            )
            ConvertTo-Json -Compress @($tools | ForEach-Object { "$_|$($_.Command -replace "'.*[/\\]", "'")|$($_.ParameterSetName)|$($_.Parameters)|$($_.IsReadOnly)|$($_.Description)" })
            """);

        seen.Texts().ShouldBe(
        [
            "Get-Plain|Get-Plain||Path Depth|False|Runs the PowerShell command Get-Plain.",
            "Get-Plain|Get-Plain||Path Depth|False|Runs the PowerShell command Get-Plain.",
            "Get-Plain|Get-Plain||Path Depth|False|Runs the PowerShell command Get-Plain.",
            "Get-Described|Get-Described||Name Other|False|Gets things. All of them.",
            "Get-Sets|Get-Sets|B|B|False|Runs the PowerShell command Get-Sets.",
            "Get-Sets|Get-Sets|A|A|False|Runs the PowerShell command Get-Sets.",
            "script|& 'script.ps1'||Count|False|Runs a script.",
            "none|none|||False|Runs the PowerShell command none.",
            "block|block||x|False|Of a block.",
            "closed|closed||x|False|Runs the PowerShell command closed.",
            "date|Get-Date|DateAndFormat|Format|True|The time.",
            "Get-Inner|Get-Inner||Count|False|Runs the PowerShell command Get-Inner.",
            "Set-Thing|Set-Thing||Name|False|Runs the PowerShell command Set-Thing.",
        ]);
    }

    [PwshFact]
    public async Task Fixed_parameters_are_hidden_and_given_and_tools_keep_what_their_names_meant()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.Of(new ScriptedRound(
                new ScriptedCall("fixed", """{"Path":"a"}"""), new ScriptedCall("fixed", """{"Path":"a","Depth":1}"""), new ScriptedCall("closed", """{"x":1}"""), new ScriptedCall("inner", "{}"), new ScriptedCall("inner", """{"Count":"x"}"""), new ScriptedCall("inner", """{"Count":9}"""))),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Functions + """
            $fixed = New-QwenTool Get-Plain -Name fixed -FixedParameter @{ deep = 7 }
            function Get-Plain { 'redefined' }
            $closed = New-QwenTool -Name closed -ScriptBlock (& { $inner = 5; { param($x) "$inner $x" }.GetNewClosure() })
            $null = New-Module { $private = 'of the module'; function Get-Inner { [CmdletBinding(SupportsShouldProcess)] param([ValidateRange(0, 5)] [int] $Count) Get-Private } function Get-Private { $private } Export-ModuleMember Get-Inner }
            $answer = Invoke-QwenChat 'go' -Tool $fixed, $closed, (New-QwenTool Get-Inner -Name inner) -ApproveTool fixed, closed, inner
            @{ Fixed = @($fixed.FixedParameters); Parameters = @($fixed.Parameters); Schema = $fixed.Schema; Results = @($answer.Messages | Where-Object Role -eq tool | ForEach-Object Text); Status = @($answer.ToolCalls | ForEach-Object { "$($_.Status)" }); Command = $answer.ToolCalls[0].Command } | ConvertTo-Json -Compress
            """);

        seen.Texts("Fixed").ShouldBe(["Depth"]);
        seen.Texts("Parameters").ShouldBe(["Path"]);
        seen.Text("Schema").ShouldNotContain("Depth");
        seen.Text("Command").ShouldBe("Get-Plain -Path a -Depth 7");
        seen.Texts("Results")[..4].ShouldBe(["a 7", "Not run: There is no parameter 'Depth'. Parameters: Path.", "5 1", "of the module"]);
        seen.Texts("Results")[4].ShouldStartWith("Not run: The parameter 'Count' cannot be \"x\"");
        seen.Texts("Results")[5].ShouldBe("Not run: The parameter 'Count' cannot be 9: it is not between 0 and 5");
        seen.Texts("Status").ShouldBe(["Completed", "InvalidArguments", "Completed", "Completed", "InvalidArguments", "InvalidArguments"]);
    }

    [PwshFact]
    public async Task The_parameter_set_is_one_that_has_each_fixed_parameter()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $tools = @(
                New-QwenTool Get-Item -FixedParameter @{ LiteralPath = '.' }
                New-QwenTool Get-Item -FixedParameter @{ Force = $true; ErrorAction = 'Stop' }
                New-QwenTool Get-Process -FixedParameter @{ PID = 1 }
            )
            ConvertTo-Json -Compress @($tools | ForEach-Object { "$($_.ParameterSetName): $($_.Parameters -join ' ')" })
            """);

        seen.Texts().ShouldBe(["LiteralPath: Filter Include Exclude Force", "Path: Path Filter Include Exclude", "Id: Module FileVersionInfo"]);
    }

    [PwshFact]
    public async Task The_parameters_and_their_help_are_in_the_schema()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(Functions + """
            (New-QwenTool Get-Described).Schema | ConvertFrom-Json | ConvertTo-Json -Compress -Depth 9
            """);

        seen.GetRawText().ShouldBe("""{"type":"object","properties":{"Name":{"description":"Their name.","type":"string"},"Other":{"type":"integer"}},"additionalProperties":false}""");
    }

    [PwshFact]
    public async Task A_model_that_may_chat_with_another_one_neither_offers_it_tools_nor_approves_them()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.Of(new ScriptedRound(
                new ScriptedCall("Invoke-QwenChat", """{"InputObject":"go","Tool":["Set-Content"],"ApproveTool":["Set-Content"]}"""),
                new ScriptedCall("Invoke-QwenChat", """{"InputObject":"go","Tools":["Set-Content"]}"""))),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat go -Tool Invoke-QwenChat -ApproveTool Invoke-QwenChat
            try { New-QwenTool Invoke-QwenChat -Parameter Tool -ErrorAction Stop } catch { $refused = "$_" }
            @{
                Errors  = @($answer.ToolCalls | ForEach-Object { "$($_.Status): $($_.Error)" })
                Offered = @((Get-QwenTool Invoke-QwenChat).Parameters -match 'Tool')
                Fixed   = @((New-QwenTool Invoke-QwenChat -Parameter InputObject -FixedParameter @{ Tool = 'Get-Date' }).FixedParameters)
                Refused = $refused
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors")[0].ShouldStartWith("InvalidArguments: There is no parameter 'Tool'.");
        seen.Texts("Errors")[1].ShouldStartWith("InvalidArguments: There is no parameter 'Tools'.");
        seen.Texts("Offered").ShouldBe(["MaximumToolRounds", "ToolTimeoutSec"]);
        seen.Texts("Fixed").ShouldBe(["Tool"]);
        seen.Text("Refused").ShouldContain("a model cannot specify its parameter Tool");
    }

    [PwshFact]
    public async Task What_cannot_be_a_tool_is_refused_and_says_why()
    {
        using var pwsh = new PwshRun();
        (string Command, string Message)[] cases =
        [
            ("New-QwenTool Get-Nothing", "there is no such command"),
            ("New-QwenTool -Name none -ScriptBlock { 1 } -FixedParameter @{ a = 1 }", "It has no parameters"),
            ("New-QwenTool Get-*", "wildcards are not allowed"),
            ("New-QwenTool '[a-z]et-Date'", "wildcards are not allowed"),
            ("New-QwenTool Invoke-Expression", "it runs any text as code"),
            ("New-QwenTool iex", "it runs any text as code"),
            ("New-QwenTool Microsoft.PowerShell.Utility\\Invoke-Expression", "it runs any text as code"),
            ("New-QwenTool Nowhere\\Get-Date", "there is no such command"),
            ("New-QwenTool ./none.ps1", "there is no such command"),
            ("New-QwenTool ([Environment]::ProcessPath)", "it is a program, whose parameters are unknown"),
            ("New-QwenTool dangling", "it is an alias of a command that does not exist"),
            ("New-QwenTool 5", "it is not a command"),
            ("New-QwenTool (New-QwenTool Get-Plain)", "it already is one. Specify it with -Tool, or its command: Get-Plain"),
            ("Get-QwenTool (New-QwenTool Get-Plain -Name Read)", "'Read' cannot be used as a tool: it already is one. Specify it with -Tool, or its command: Get-Plain"),
            ("New-QwenTool @('Get-Date', 'Get-Item')", "'Get-Date, Get-Item' cannot be used as a tool: a tool is a single command"),
            ("New-QwenTool @{ Name = 'Get-Date' }", "'@{ … }' cannot be used as a tool: a tool is a single command"),
            ("Invoke-QwenChat hi -Tool @{ name = 'Get-Row'; description = 'Gets a row'; parameters = @{ type = 'object' } }", "'@{ … }' cannot be used as a tool: a tool is a single command, and this is a table. Specify the name of a command or a script block"),
            ("New-QwenTool { param([Parameter(Mandatory)] [ref] $Out) } -Name Out", "a model cannot specify its parameter Out, a PSReference"),
            ("New-QwenTool Get-Plain -Name 'two words'", "the name of a tool has 1 to 64 ASCII letters"),
            ("New-QwenTool Get-Plain -Name ('a' * 65)", "the name of a tool has 1 to 64 ASCII letters"),
            ("New-QwenTool -ScriptBlock { } -Name 'ä'", "the name of a tool has 1 to 64 ASCII letters"),
            ("New-QwenTool Set-Thing -ReadOnly", "so that it changes something and is not read-only"),
            ("New-QwenTool Get-Sets -ParameterSetName D", "it has no parameter set 'D'"),
            ("New-QwenTool Get-Sets -ParameterSetName C", "a model cannot specify its parameter C, a ScriptBlock"),
            ("New-QwenTool Get-Sets -ParameterSetName A -Parameter B", "it has no parameter B that can be offered or fixed"),
            ("New-QwenTool Get-Plain -Parameter Path, Other", "it has no parameter Other that can be offered or fixed"),
            ("New-QwenTool Get-Plain -Parameter Verbose", "it has no parameter Verbose that can be offered or fixed"),
            ("New-QwenTool Get-Plain -Parameter Depth", "the mandatory parameter Path is neither offered nor fixed"),
            ("New-QwenTool Get-Plain -Parameter Path, Depth -FixedParameter @{ Depth = 1 }", "Depth is both offered and fixed"),
            ("New-QwenTool Get-Plain -FixedParameter @{ Other = 1 }", "it has no parameter Other that can be offered or fixed"),
            ("New-QwenTool Get-Plain -FixedParameter @{ Depth = 'deep' }", "the value that is fixed for its parameter Depth is not of the type Int32"),
            ("New-QwenTool Get-ChildItem -FixedParameter @{ Attributes = 'x'; Depth = -1 }", "the value that is fixed for its parameter Depth is not of the type UInt32"),
            ("New-QwenTool Get-Plain -FixedParameter @{ Depth = 1; Deep = 2 }", "the parameter Depth is fixed twice"),
            ("New-QwenTool Get-Sets -ParameterSetName A -FixedParameter @{ B = 2 }", "its parameter set 'A' lacks the parameter B, which is fixed"),
            ("New-QwenTool Get-Sets -FixedParameter @{ A = 1; B = 2 }", "no parameter set has each of the parameters that are fixed: A, B"),
            ("New-QwenTool Get-Broken", "its parameters cannot be read"),
            ("New-QwenTool ' '", "The value is null, empty or blank"),
            ("New-QwenTool Get-Plain -Description ' '", "The value is null, empty or blank"),
            ("New-QwenTool -ScriptBlock { }", "Name"),
        ];

        var seen = await pwsh.JsonAsync($$"""
            {{Functions}}
            Set-Alias dangling Get-Nothing
            function Get-Broken { [CmdletBinding()] param([Parameter(ParameterSetName = 'A')] [NoSuchType] $x) }
            ConvertTo-Json -Compress @({{string.Join("\n", cases.Select(item => $"try {{ $null = {item.Command} -ErrorAction Stop; 'made' }} catch {{ \"$_\" }}"))}})
            """);

        foreach (var (message, item) in seen.Texts().Zip(cases))
            message.ShouldContain(item.Message, Case.Sensitive, item.Command);
    }
}
