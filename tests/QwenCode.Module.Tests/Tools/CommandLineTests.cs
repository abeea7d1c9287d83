using System.Globalization;
using System.Text;

namespace QwenCode.ModuleTests.Tools;

/// <summary>The command line of a call, which the user approves.</summary>
public sealed class CommandLineTests
{
    private const string Blanks = "\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u2800\u3000";

    [PwshFact]
    public async Task A_character_that_looks_like_a_blank_is_written_as_an_escape()
    {
        var codes = Blanks.Select(blank => ((int)blank).ToString("X4", CultureInfo.InvariantCulture)).ToArray();

        var texts = await CommandsAsync([.. codes.Select(code => ("[string] $v", $$"""{"v":"a\u{{code}}b c"}"""))]);
        var names = await CommandsAsync([.. codes.Select(code => ("[hashtable] $v", $$$"""{"v":{"\u{{{code}}}":["日本語"]}}"""))]);

        texts.ShouldBe(codes.Select(code => $"-v \"a`u{{{code}}}b c\""));
        names.ShouldBe(codes.Select(code => $"-v @{{ \"`u{{{code}}}\" = '日本語' }}"));
    }

    [PwshFact]
    public async Task A_single_character_is_quoted_like_a_text()
    {
        var lines = await CommandsAsync(("[char] $v", """{"v":"\u001b"}"""), ("[char] $v", """{"v":"ä"}"""), ("[char[]] $v", """{"v":[";","\u2800"]}"""), ("[char] $v", """{"v":"a"}"""));

        lines.ShouldBe(["-v \"`u{001B}\"", "-v 'ä'", "-v ';', \"`u{2800}\"", "-v a"]);
    }

    [PwshFact]
    public async Task Objects_and_lists_in_lists_are_what_PowerShell_would_read_them_as()
    {
        var lines = await CommandsAsync(
            ("$v", """{"v":{"a":1}}"""),
            ("$v", """{"v":[{"a":[[1,2],[3]]},{"b":{"c":[]}}]}"""),
            ("[int[][]] $v", """{"v":[[1,2],[3],[]]}"""),
            ("[hashtable] $v", """{"v":{"a":{"b":1}}}"""));

        lines.ShouldBe(
        [
            "-v ([pscustomobject]@{ a = 1 })",
            "-v ([pscustomobject]@{ a = @(1, 2), @(3) }), ([pscustomobject]@{ b = [pscustomobject]@{ c = @() } })",
            "-v @(1, 2), @(3), @()",
            "-v @{ a = @{ b = 1 } }",
        ]);
    }

    [PwshFact]
    public async Task A_table_is_shortened_as_a_list_is()
    {
        var table = $$"""{{{string.Join(',', Enumerable.Range(1, 60).Select(number => $"\"m{number}\":1"))}}}""";

        var lines = await CommandsAsync(
            ("[hashtable] $v", $$"""{"v":{{table}}}"""),
            ("[hashtable] $v", $$$"""{"v":{"a":{{{table}}}}}"""),
            ("[hashtable[]] $v", $$"""{"v":[{{table}}]}"""),
            ("[psobject] $v", $$"""{"v":{{table}}}"""),
            ("[hashtable] $v", """{"v":{"a":1}}"""));

        foreach (var line in lines[..^1])
        {
            line.ShouldContain("; … (10 more) }");
            line.Split(" = 1;").Length.ShouldBe(51);
        }

        lines[^1].ShouldBe("-v @{ a = 1 }");
    }

    [PwshFact]
    public async Task The_line_as_a_whole_is_shortened()
    {
        var lists = string.Join(',', Enumerable.Repeat($"[{string.Join(',', Enumerable.Repeat("\"a b\"", 400))}]", 50));
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", 600));

        var lines = await CommandsAsync(("[hashtable] $v", $$$"""{"v":{"a":"b","list":[{{{lists}}}]}}"""), ("[string[]] $v", $$"""{"v":["{{emoji}}","{{emoji}}","{{emoji}}","{{emoji}}","{{emoji}}","{{emoji}}"]}"""));

        foreach (var line in lines)
        {
            line.Length.ShouldBeInRange(4900, 5100);
            line.ShouldEndWith(" more characters)");
            line.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
        }
    }

    private static async Task<string[]> CommandsAsync(params (string Parameter, string Arguments)[] calls)
    {
        var round = new ScriptedRound([.. calls.Select((call, index) => new ScriptedCall($"Use-{index}", call.Arguments))]);
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(round) });
        using var pwsh = new PwshRun().WithServer(server);
        var seen = await pwsh.JsonAsync($$"""
            {{string.Join('\n', calls.Select((call, index) => $"function Use-{index} {{ param({call.Parameter}) 'ok' }}"))}}
            $names = 0..{{calls.Length - 1}} | ForEach-Object { "Use-$_" }
            @{ Commands = @((Invoke-QwenChat go -Tool $names -ApproveTool $names).ToolCalls.Command) } | ConvertTo-Json -Compress
            """);
        return [.. seen.Texts("Commands").Select((line, index) => line[$"Use-{index} ".Length..])];
    }
}
