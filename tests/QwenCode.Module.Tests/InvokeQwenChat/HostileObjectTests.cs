using QwenCode.ModuleTests.ArgumentCompletion;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Objects that contain themselves, never end, throw or have no representation: an error of the module, and the process continues.</summary>
public sealed class HostileObjectTests
{
    // Each case is a parameter and its value; all of them run in one process, which a stack overflow would end.
    private const string Cases = """
        Add-Type @'
            using System; using System.Collections; using System.Collections.Generic;
            public static class Endless {
                public static IEnumerable Messages() { while (true) yield return new Hashtable { ["role"] = "user", ["content"] = "x" }; }
                public static IEnumerable Nothing() { while (true) yield return 1; }
                public static IEnumerable Throwing() { yield return "a"; throw new InvalidTimeZoneException("foreign"); }
                public static IEnumerable<object> Itself() { var list = new List<object>(); list.Add(list); return list; }
            }
            public class Thrower { public string Role { get { throw new InvalidTimeZoneException("foreign"); } } public override string ToString() { throw new InvalidTimeZoneException("foreign"); } }
            public class ThrowingTable : Hashtable { public override IDictionaryEnumerator GetEnumerator() { throw new InvalidTimeZoneException("foreign"); } }
            public class Chain { public Chain Next { get { return new Chain(); } } public string Text { get; set; } }
        '@
        $table = @{}; $table.Conversation = $table; $table.x = $table
        $object = [pscustomobject]@{ Conversation = $null; Messages = $null; x = $null }; $object.Conversation = $object; $object.x = $object
        $messages = [pscustomobject]@{ Messages = $null }; $messages.Messages = $messages
        $pair = @{ Conversation = @{} }; $pair.Conversation.Conversation = $pair
        $list = [Collections.ArrayList]::new(); $null = $list.Add($list)
        $role = @{ role = $null; content = 'x' }; $role.role = $role
        $content = @{ role = 'user'; content = $null }; $content.content = $content
        $parts = @{ role = 'user'; content = 'x'; parts = $list }
        $partsOfItself = @{ role = 'user'; content = 'x' }; $partsOfItself.parts = $partsOfItself
        $deep = 'x'; 1..10000 | ForEach-Object { $deep = @{ Conversation = $deep; x = $deep } }
        $deepObject = 'x'; 1..10000 | ForEach-Object { $deepObject = [pscustomobject]@{ Conversation = $deepObject; x = $deepObject } }
        $deepList = @('x'); 1..10000 | ForEach-Object { $deepList = , $deepList }
        $script = [pscustomobject]@{ y = 1 }
        $script | Add-Member ScriptProperty Role { throw 'foreign' }
        $script | Add-Member ScriptProperty x { throw 'foreign' }
        $endless = [pscustomobject]@{ y = 1 } | Add-Member ScriptProperty Conversation { while ($true) { } } -PassThru
        $wide = 1..40 | ForEach-Object -Begin { $w = @{ l = 'x' * 100 } } -Process { $w = @{ a = $w; b = $w } } -End { $w }
        $json = '{"Conversation":' * 1000 + '{}' + '}' * 1000 | ConvertFrom-Json -Depth 1024

        """;

    [PwshFact]
    public async Task A_hostile_conversation_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Cases + """
            $all = $table, $object, $messages, $pair, $list, $role, $content, $parts, $partsOfItself, $deep, $deepObject, $deepList, $script, $endless, $json,
                [Endless]::Messages(), [Endless]::Nothing(), [Endless]::Throwing(), [Endless]::Itself(), [Thrower]::new(), [ThrowingTable]::new(), @([Thrower]::new()),
                @(@{ role = [Endless]::Nothing(); content = 'x' }), @(@{ role = 'user'; content = [Endless]::Nothing() }), @(@{ role = 'user'; content = [Thrower]::new() }),
                @(@{ role = 'user'; content = 'x'; parts = [Endless]::Nothing() }), [Chain]::new()
            $failures = foreach ($value in $all) {
                foreach ($command in { Invoke-QwenChat hi -Conversation $value }, { New-QwenConversation -Message $value }) {
                    try { & $command; 'sent' } catch { "$($_.Exception.InnerException.InnerException.ErrorId)|$($_.Exception.Message)" }
                }
            }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Length.ShouldBe(2 * 27);
        seen.Texts().ShouldAllBe(failure => failure.Contains("This is not a conversation: "));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Hostile_input_and_members_are_rejected_and_the_rest_of_the_input_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Cases + """
            $all = $table, $object, $deep, $deepObject, $script, $wide, $json, [ThrowingTable]::new(), [Thrower]::new(), @{ x = [Endless]::Nothing() }, @{ x = [Endless]::Throwing() },
                @{ x = [Endless]::Itself() }, @{ x = $deepList }, [Chain]::new(), ([pscustomobject]@{ x = $list })
            $each = foreach ($value in $all) {
                $taken = 'before', $value, 'after' | Invoke-QwenChat 'q' -ErrorVariable failures -ErrorAction SilentlyContinue
                "$($taken.Text)|$(($failures[0].FullyQualifiedErrorId -split ',')[0])|$($failures[0].Exception.GetType().Name)|$($failures.Count)"
            }
            $members = foreach ($value in $all | Where-Object { $_ -ne $wide }) {
                foreach ($command in { Invoke-QwenChat hi -ExtraBody @{ m = $value } }, { Invoke-QwenChat hi -Schema $value }) {
                    try { & $command; 'sent' } catch { "$($_.Exception.GetType().Name)|$(($_.FullyQualifiedErrorId -split ',')[0])" }
                }
            }
            $list = Invoke-QwenChat 'q' -InputObject ([Endless]::Throwing()) -ErrorVariable failures -ErrorAction SilentlyContinue
            @{ Each = @($each); Members = @($members); List = "$($list.Text)|$(($failures[0].FullyQualifiedErrorId -split ',')[0])" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Each").Length.ShouldBe(15);
        seen.Texts("Each").ShouldAllBe(each => each == "You said: q\n\nbefore\nafter|InvalidInput|QwenException|1");
        seen.Texts("Members").ShouldAllBe(member => member == "QwenException|InvalidParameter");
        seen.Text("List").ShouldBe("You said: q\n\na|InvalidInput");
        server.Requests.Count.ShouldBe(16);
    }

    [PwshFact]
    public async Task A_small_file_whose_messages_share_too_many_parts_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            function Conversation([int] $messages, [int] $parts) {
                $part = [pscustomobject]@{ ImageUrl = 'https://x/i.png'; Name = 'i' }
                $list = [Collections.ArrayList]::new(); for ($i = 0; $i -lt $parts; $i++) { $null = $list.Add($part) }
                $all = [Collections.ArrayList]::new(); for ($i = 0; $i -lt $messages; $i++) { $null = $all.Add([pscustomobject]@{ Role = 'user'; Text = 'a'; Parts = $list; Reasoning = $null }) }
                $whole = [pscustomobject]@{ Messages = $all }; $whole.psobject.TypeNames.Insert(0, 'QwenCode.Conversation')
                Export-Clixml shared.xml -InputObject $whole -Depth 5
                Import-Clixml shared.xml
            }
            $shared = Conversation 1500 50000
            $table = [Collections.Hashtable]::new(); for ($i = 0; $i -lt 10000; $i++) { $table["k$i"] = $i }
            $table.role = 'user'; $table.content = 'a'
            $tables = [Collections.ArrayList]::new(); for ($i = 0; $i -lt 50000; $i++) { $null = $tables.Add($table) }
            $failures = @(
                foreach ($value in $shared, $tables) {
                    try { Invoke-QwenChat hi -Conversation $value; 'sent' } catch { "$($_.Exception.InnerException.InnerException.ErrorId)|$($_.Exception.Message)" }
                }
                $shared | Invoke-QwenChat hi -ErrorVariable failed -ErrorAction SilentlyContinue
                $failed | ForEach-Object { "$($_.Exception.ErrorId)|$($_.Exception.Message)" }
            )
            @{ Failures = $failures; Offered = @(Tab 'Invoke-QwenChat hi -Conversation $shar¦') } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures").ShouldAllBe(failure => failure.StartsWith("InvalidInput|") && (failure.Contains("more than 100000 images") || failure.Contains("more than 10000000 entries")));
        seen.Texts("Failures").Length.ShouldBe(3);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Exceptions_of_objects_and_invalid_paths_are_errors_of_the_module()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/a", "a file");

        var seen = await pwsh.JsonAsync("""
            Add-Type @'
                using System; using System.Collections;
                public class Cancelling : Hashtable { public override bool Contains(object key) { throw new OperationCanceledException("foreign"); } }
                public class CancellingItems : Hashtable { public override IDictionaryEnumerator GetEnumerator() { throw new OperationCanceledException("foreign"); } }
                public class Empty : Hashtable { public override IDictionaryEnumerator GetEnumerator() { return null; } }
                public class CancellingProperty { public string Text { get { throw new OperationCanceledException("foreign"); } } }
            '@
            class Throwing : hashtable { [bool] Contains([object] $key) { throw 'foreign' } [bool] ContainsKey([object] $key) { throw 'foreign' } }
            $batches = foreach ($value in [Cancelling]::new(), [CancellingItems]::new(), [Throwing]::new(), [Empty]::new(), [CancellingProperty]::new()) {
                $texts = 'one', $value, 'three' | Invoke-QwenChat p -PerItem -ErrorVariable failures -ErrorAction SilentlyContinue | ForEach-Object { $_.Text -replace '\s+', ' ' }
                "$($texts -join '/')|$(@($failures | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join '/')"
            }
            $nul = "a`0b"
            $single = foreach ($command in
                { Invoke-QwenChat p -LiteralPath $nul }, { Invoke-QwenChat p -LiteralPath $nul -PerItem -ErrorAction Stop }, { Invoke-QwenChat p -Path $nul }, { Invoke-QwenChat p -Image $nul },
                { Invoke-QwenChat p -Schema $nul }, { Invoke-QwenChat p -Schema ([Empty]::new()) }, { Invoke-QwenChat p -Schema ([CancellingItems]::new()) },
                { Invoke-QwenChat p -ExtraBody ([Empty]::new()) }, { Invoke-QwenChat p -ExtraBody @{ a = [Empty]::new() } }, { Invoke-QwenChat p -InputObject ([Empty]::new()) },
                { Get-QwenEnvSource -Path $nul -ErrorAction Stop }) {
                try { $null = & $command; "sent: $command" } catch { "$($_.Exception.GetType().Name)|$($_.FullyQualifiedErrorId.Split(',')[0])" }
            }
            @{ Batches = @($batches); Single = @($single) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Batches")[0].ShouldBe("You said: p one/You said: p {}/You said: p three|");
        seen.Texts("Batches")[2].ShouldBe("You said: p one/You said: p {}/You said: p three|");
        foreach (var i in new[] { 1, 3, 4 })
            seen.Texts("Batches")[i].ShouldBe("You said: p one/You said: p three|InvalidInput");
        seen.Texts("Single").Length.ShouldBe(11);
        seen.Texts("Single").ShouldAllBe(failure => failure == "QwenException|InvalidInput" || failure == "QwenException|InvalidParameter");
    }

    [PwshFact]
    public async Task Tab_ignores_hostile_variables_and_offers_the_others()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Tab.Functions + Cases + """
            Remove-Variable list, role
            $table, $object, $messages, $deepObject, $script, $endless | ForEach-Object { $_.psobject.TypeNames.Insert(0, 'Deserialized.QwenCode.Conversation') }
            $good = New-QwenConversation 'Be brief'
            ConvertTo-Json -Compress @(Tab 'Invoke-QwenChat hi -Conversation ¦')
            """);

        seen.Texts().ShouldBe(["Invoke-QwenChat hi -Conversation $good"]);
    }

    [PwshFact]
    public async Task An_endless_input_is_rejected_as_soon_as_it_is_too_large()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Add-Type 'using System.Collections; public static class EndlessLines { public static IEnumerable Lines() { var line = new string((char)120, 100000); while (true) yield return line; } }'
            $failures = @(
                try { Invoke-QwenChat 'q' -InputObject ([EndlessLines]::Lines()); 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                try { & { while ($true) { 'x' * 100000 } } | Invoke-QwenChat 'q'; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                try { & { while ($true) { @{ a = 'x' * 100000 } } } | Invoke-QwenChat 'q'; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                try { Invoke-QwenChat 'q' -Conversation @(1..600 | ForEach-Object { @{ role = 'user'; content = 'x' * 100000 } }) -ErrorAction Stop; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                try { 'x' * 60MB | Invoke-QwenChat 'q' -PerItem -ErrorAction Stop; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                try { Invoke-QwenChat ('x' * 60MB) -ErrorAction Stop; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
            )
            ConvertTo-Json -Compress $failures
            """);

        seen.Texts().Length.ShouldBe(6);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("InvalidInput|Nothing was sent: the request has more than 50 MB of text"));
        seen.Texts().Select(failure => failure.EndsWith("-PerItem", StringComparison.Ordinal)).ShouldBe([true, true, true, false, false, false], "only several items can be sent one by one");
        server.Requests.ShouldBeEmpty();
    }

    [PwshTheory]
    [InlineData("1..9000 | ForEach-Object { [Management.Automation.ErrorRecord]::new([Exception]::new($text), 'a', 0, $null) } | Invoke-QwenChat 'q'", "Nothing was sent: the request has more than 50 MB of text")]
    [InlineData("1..9000 | ForEach-Object { $match = [Microsoft.PowerShell.Commands.MatchInfo]::new(); $match.Line = $text; $match.Path = 'f'; $match } | Invoke-QwenChat 'q'", "Nothing was sent: the request has more than 50 MB of text")]
    [InlineData("Invoke-QwenChat 'q' -Conversation @{ role = 'user'; content = @(@{ type = 'text'; text = $text }) * 9000 }", "*its messages have more than 50 MB of text in lists of contents")]
    [InlineData("Invoke-QwenChat 'q' -Conversation (@(@{ role = 'user'; content = @(@{ type = 'text'; text = $text }) * 20 }) * 900)", "*its messages have more than 50 MB of text in lists of contents")]
    [InlineData("Invoke-QwenChat 'q' -Schema (@('{') + @($text) * 9000)", "*-Schema")]
    [InlineData("Invoke-QwenChat 'q' -SystemPrompt (@($text) * 9000)", "*A system prompt of more than 50 MB cannot be sent. Specify a shorter one.")]
    public async Task Views_lists_and_messages_beyond_any_request_are_rejected_before_they_fill_the_memory(string command, string message)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        // Together they are longer than a .NET string can be.
        var result = await pwsh.RunAsync($"$text = 'x' * 300KB; try {{ {command} }} catch {{ \"$_\" }}");

        if (message.StartsWith('*'))
            result.Output.ShouldContain(message[1..]);
        else
            result.Output.ShouldStartWith(message);
        server.Requests.ShouldBeEmpty();
    }
}
