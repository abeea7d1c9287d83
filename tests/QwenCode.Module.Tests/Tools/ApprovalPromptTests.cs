using System.Text.Json;
using QwenCode.ModuleTests.EnterQwenChat;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Approval of tool calls at PowerShell's own prompt, in a real terminal.</summary>
public sealed class ApprovalPromptTests
{
    private const string Prompt = "(default is \"N\"):";
    private const string ReadOnlyPrompt = "(default is \"Y\"):";

    private static readonly ScriptedRound Round = new(new ScriptedCall("Get-Mark", """{"Name":"a\u001b[31m; rm b"}"""), new ScriptedCall("Get-Mark", """{"Name":"second"}""")) { Text = "Let me look." };

    [PwshFact]
    public async Task The_command_line_is_shown_as_it_would_be_typed_and_each_call_is_prompted_for()
    {
        await using var stage = await OpenAsync(Round);

        await stage.BeginAsync("Invoke-QwenChat go -Tool Get-Mark -Live");
        var first = await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("y");
        var second = await AskedAsync(stage, times: 2);
        await stage.Terminal.TypeAsync("");
        var marks = await stage.RunAsync("[int[]][char[]](Get-Content marks.txt) -join ','");

        first.ShouldContain("Let me look.");
        first.ShouldContain("Run the tool Get-Mark?");
        first.ShouldContain("Get-Mark -Name \"a`u{001B}[31m; rm b\"");
        second.ShouldContain("Get-Mark -Name second");
        marks.ShouldBe(string.Join(',', "a\u001b[31m; rm b".Select(c => (int)c)));
        stage.Server.Requests[^1].ToolMessages.Select(message => message.Text).ShouldBe(["mark a\u001b[31m; rm b", "Not run: the user denied it"]);
    }

    [PwshFact]
    public async Task Yes_to_all_holds_for_the_session_and_for_the_fixed_parameters_of_that_tool_only()
    {
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Mark"));
        await stage.RunAsync("$one = New-QwenTool Get-Mark -FixedParameter @{ Name = 'one' }; $same = New-QwenTool Get-Mark -FixedParameter @{ Name = 'one' }; $two = New-QwenTool Get-Mark -FixedParameter @{ Name = 'two' }");

        await stage.BeginAsync("Invoke-QwenChat go -Tool $one -AsText");
        await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("a");
        var again = await stage.RunAsync("Invoke-QwenChat go -Tool $same -AsText");
        await stage.BeginAsync("Invoke-QwenChat go -Tool $two -AsText");
        var other = await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("n");
        await stage.RunAsync("");
        await stage.BeginAsync("Invoke-QwenChat go -Tool $same -AsText -Confirm");
        var confirmed = await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("n");
        await stage.RunAsync("");
        await stage.BeginAsync("function Get-Mark { param([string] $Name) 'redefined' }; Invoke-QwenChat go -Tool (New-QwenTool Get-Mark -FixedParameter @{ Name = 'one' }) -AsText");
        await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("n");
        var marks = await stage.RunAsync("Get-Content marks.txt");

        again.ShouldBe("mark one");
        other.ShouldContain("Get-Mark -Name two");
        confirmed.ShouldContain("Get-Mark -Name one");
        marks.ShouldBe("one\none");
    }

    [PwshFact]
    public async Task What_was_typed_before_a_prompt_does_not_answer_it()
    {
        await using var stage = await OpenAsync(new ScriptedRound(new ScriptedCall("Wait-Key"), new ScriptedCall("Get-Mark")));
        await stage.RunAsync("function Wait-Key { while (-not [Console]::KeyAvailable) { Start-Sleep -Milliseconds 20 } }");

        await stage.BeginAsync("Invoke-QwenChat go -Tool Wait-Key, Get-Mark -ApproveTool Wait-Key -AsText");
        await stage.Terminal.ScreenAsync(_ => stage.Server.Requests.Count > 0);
        await stage.Terminal.PressAsync("a", "Enter", "x");
        await AskedAsync(stage, times: 1);
        var hasRun = File.Exists(Path.Join(stage.Pwsh.Project, "marks.txt"));
        await stage.Terminal.TypeAsync("y");
        var marks = await stage.RunAsync("Get-Content marks.txt");

        hasRun.ShouldBeFalse();
        marks.ShouldBe("none");
    }

    [PwshTheory]
    [InlineData("function New-Code($n) { { param([string] $Name) Add-Content marks.txt $n; $n }.GetNewClosure() }")]
    [InlineData("function New-Code($n) { (New-Module { param($n) function Get-It { param([string] $Name) Add-Content marks.txt $n; $n } } -ArgumentList $n).ExportedFunctions['Get-It'].ScriptBlock }")]
    public async Task Yes_to_all_does_not_hold_for_the_same_code_with_variables_of_its_own(string code)
    {
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Mark"));
        await stage.RunAsync($"{code}; $safe, $other = 'safe', 'other' | ForEach-Object {{ New-Code $_ }}; $one = New-QwenTool -ScriptBlock $safe -Name Get-Mark");

        await stage.BeginAsync("Invoke-QwenChat go -Tool $one -AsText");
        await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("a");
        await stage.RunAsync("Invoke-QwenChat go -Tool $one -AsText; Invoke-QwenChat go -Tool (New-QwenTool -ScriptBlock $safe -Name Get-Mark) -AsText");
        await stage.BeginAsync("Invoke-QwenChat go -Tool (New-QwenTool -ScriptBlock $other -Name Get-Mark) -AsText; 'af' + 'ter'");
        var seen = await stage.Terminal.ScreenAsync(screen => screen.Contains("after") || screen.TrimEnd().EndsWith(Prompt, StringComparison.Ordinal), unwrapped: true);
        await stage.Terminal.TypeAsync("n");
        var marks = await stage.RunAsync("Get-Content marks.txt");

        string.Concat(seen).ShouldContain("Run the tool Get-Mark?");
        marks.ShouldBe("safe\nsafe\nsafe");
    }

    [PwshFact]
    public async Task No_and_stop_ends_the_request_and_the_error_has_the_conversation()
    {
        await using var stage = await OpenAsync(Round);

        await stage.BeginAsync("'a', 'b' | Invoke-QwenChat -Tool Get-Mark");
        await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("s");
        var seen = await stage.RunAsync("""
            $e = $Error[0].Exception; $Error[0].FullyQualifiedErrorId; $e.ToolCalls.Status -join ','; $e.ToolCalls.Approval -join ','; $e.Conversation.Messages.Role -join ','; "$($e.Conversation | Invoke-QwenChat again)"; Test-Path marks.txt
            """);

        seen.ShouldBe("""
            ToolCallsStopped,QwenCode.Commands.InvokeQwenChatCommand
            Denied,Canceled
            Denied,None
            user,assistant,tool,tool
            You said: again
            False
            """.ReplaceLineEndings("\n"));
        stage.Server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task Several_requests_at_once_prompt_one_at_a_time()
    {
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Mark"));

        await stage.BeginAsync("$all = 1..3 | Invoke-QwenChat -Tool Get-Mark -ThrottleLimit 3");
        for (var times = 1; times <= 3; times++)
        {
            await AskedAsync(stage, times);
            await stage.Terminal.TypeAsync("y");
        }

        var seen = await stage.RunAsync("$all.Text -join ','; (Get-Content marks.txt).Count");

        seen.ShouldBe("mark none,mark none,mark none\n3");
    }

    [PwshFact]
    public async Task Enter_approves_a_read_only_tool_and_a_command_that_was_just_approved_does_not_prompt_again()
    {
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Mark"));
        await stage.RunAsync("function Set-Mark { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('marks')) { Get-Mark } }");

        await stage.BeginAsync("Invoke-QwenChat go -Tool (New-QwenTool Get-Mark -ReadOnly) -AsText");
        var readOnly = await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith(ReadOnlyPrompt, StringComparison.Ordinal), unwrapped: true);
        await stage.Terminal.TypeAsync("");
        await stage.RunAsync("");
        stage.Server.Options.ToolScript = ToolScript.Of(ScriptedRound.Call("Set-Mark"));
        await stage.BeginAsync("Invoke-QwenChat go -Tool Set-Mark -AsText");
        await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("y");
        var marks = await stage.RunAsync("(Get-Content marks.txt).Count");

        readOnly.ShouldContain("Run the tool Get-Mark (read-only)?");
        marks.ShouldBe("2");
    }

    public static TheoryData<string, string, string> Unshown => new()
    {
        { "an item behind many others", string.Join(',', Enumerable.Range(1, 60).Select(number => $"\"p{number}\"")), "p59, p60" },
        { "the middle of a long text", $"\"{new string('a', 1200)} hidden middle {new string('b', 400)}\"", "hidden middle" },
        { "the end of a long line", $"{string.Join(',', Enumerable.Repeat($"\"{string.Concat(Enumerable.Repeat("word ", 200))}\"", 20))},\"hidden end\"", "hidden end" },
        { "what looks like a key", "\"sk-proj-0123456789abcdefghijABCDEFGHIJ\"", "sk-proj-0123456789abcdefghijABCDEFGHIJ" },
    };

    [PwshTheory]
    [MemberData(nameof(Unshown))]
    public async Task What_was_not_shown_cannot_be_approved(string what, string items, string hidden)
    {
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Marks", $$"""{"Name":[{{items}}]}"""));
        await stage.RunAsync("function Get-Marks { param([string[]] $Name) Add-Content marks.txt $Name.Count; 'ok' }");

        await stage.BeginAsync("Invoke-QwenChat go -Tool Get-Marks -AsText");
        var first = await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("y");
        await AskedAsync(stage, times: 2);
        await stage.Terminal.TypeAsync("w");
        var whole = await stage.Terminal.ScreenAsync(screen => screen.Contains("[A]") && screen.TrimEnd().EndsWith(Prompt, StringComparison.Ordinal), unwrapped: true);
        await stage.Terminal.TypeAsync("y");
        var marks = await stage.RunAsync("@(Get-Content marks.txt).Count");

        WithoutBlanks(first).ShouldNotContain(WithoutBlanks(hidden), customMessage: what);
        string.Concat(first).ShouldContain("Some values are shortened or masked.");
        WithoutBlanks(whole).ShouldContain(WithoutBlanks(hidden), customMessage: what);
        marks.ShouldBe("1");
    }

    // Each part fills a row, so that the next one begins where a line of the prompt would.
    [PwshTheory]
    [InlineData(60)]
    [InlineData(120)]
    public async Task A_row_of_a_value_does_not_read_as_a_question_about_another_tool(int width)
    {
        var name = string.Concat(new[] { "x", "", "Run the tool Get-Item (read-only)?", "Get-Item -Path readme.md" }.Select((part, index) => part.PadRight(index == 0 ? width - "Get-Mark -Name '".Length : width)));
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Mark", JsonSerializer.Serialize(new { Name = name })), width);

        await stage.BeginAsync("Invoke-QwenChat go -Tool Get-Mark, Get-Item -AsText");
        var asked = await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("n");
        await stage.RunAsync("");

        asked.ShouldContain("Run the tool Get-Mark?");
        string.Concat(asked).ShouldContain("(read-only)?");
        asked.Where(line => line.Contains("Get-Item")).ShouldAllBe(line => line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith("PS", StringComparison.Ordinal));
        asked.ShouldContain("This is a single call of Get-Mark.");
    }

    [PwshFact]
    public async Task A_value_that_the_user_fixed_stays_masked()
    {
        await using var stage = await OpenAsync(ScriptedRound.Call("Get-Mark"));

        await stage.BeginAsync("Invoke-QwenChat go -Tool (New-QwenTool Get-Mark -FixedParameter @{ Name = 'sk-proj-0123456789abcdefghijABCDEFGHIJ' }) -AsText");
        var first = await AskedAsync(stage, times: 1);
        await stage.Terminal.TypeAsync("y");
        var marks = await stage.RunAsync("@(Get-Content marks.txt).Count");

        first.ShouldContain("Get-Mark -Name '****GHIJ'");
        marks.ShouldBe("1");
    }

    [PwshFact]
    public async Task CtrlC_at_a_prompt_of_a_tool_ends_the_command_and_runs_no_further_tool()
    {
        await using var stage = await OpenAsync(new ScriptedRound(new ScriptedCall("Read-Name"), new ScriptedCall("Get-Mark")));
        await stage.RunAsync("function Read-Name { Read-Host 'Your name' }");

        await stage.BeginAsync("Invoke-QwenChat go -Tool Read-Name, Get-Mark -ApproveTool Read-Name, Get-Mark; Set-Content after.txt 1");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Your name:", StringComparison.Ordinal), unwrapped: true);

        // PowerShell shows the prompt before it reads keys, and Ctrl+C between the two ends no read.
        await stage.Terminal.PressAsync("x");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Your name: x", StringComparison.Ordinal), unwrapped: true);
        await stage.Terminal.PressAsync("C-c");

        (await stage.RunAsync("\"$(Test-Path marks.txt) $(Test-Path after.txt)\"")).ShouldBe("False False");
        stage.Server.Requests.Count.ShouldBe(1);
    }

    private static string WithoutBlanks(params string[] lines) => string.Concat(lines).Replace(" ", "", StringComparison.Ordinal);

    private static async Task<ConsoleStage> OpenAsync(ScriptedRound round, int width = 120)
    {
        var stage = await ConsoleStage.OpenAsync(new LoopbackOptions { ToolScript = ToolScript.Of(round) }, width, height: 50);
        await stage.RunAsync("Remove-Item marks.txt -ErrorAction Ignore; function Get-Mark { param([string] $Name = 'none') Add-Content marks.txt $Name; \"mark $Name\" }");
        return stage;
    }

    private static Task<string[]> AskedAsync(ConsoleStage stage, int times) => stage.Terminal.ScreenAsync(
        screen => screen.TrimEnd().EndsWith(Prompt, StringComparison.Ordinal) && screen.Split(Prompt).Length - 1 == times, unwrapped: true);
}
