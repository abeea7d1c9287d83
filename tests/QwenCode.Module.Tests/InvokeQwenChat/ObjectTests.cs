namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Piped objects: all that they hold reaches the model.</summary>
public sealed class ObjectTests
{
    [PwshFact]
    public async Task Data_is_sent_completely_as_compact_JSON_a_line_for_each_object()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            class Inner { [string] $Deep = 'deep'; [int[]] $Many = 1..6 }
            class Outer { [string] $Name = 'n'; [Inner] $In = [Inner]::new(); hidden [string] $Hidden = 'h'; [hashtable] $Table = @{ a = @{ b = 1 } } }
            $long = [pscustomobject]@{ Id = 1; Text = ('It worked well. ' * 100) + "`nNever again. 差评 🙂 END" }
            $level = 'bottom'
            1..30 | ForEach-Object { $level = [pscustomobject]@{ l = $level } }
            $ask = { param($about) $about | Invoke-QwenChat 'q' | Out-Null }
            & $ask $long
            & $ask ([pscustomobject]@{ Tags = 1..10; N = @{ b = @{ c = 2 } } })
            & $ask ('{"a":{"b":{"c":[1,2,3]}},"t":"x"}' | ConvertFrom-Json)
            & $ask ([pscustomobject]@{ A = 1 }, [pscustomobject]@{ B = "x`ty" }, [ordered]@{ C = $null; D = @() })
            & $ask ([Outer]::new())
            & $ask $level
            $long, $level | Export-Clixml back.xml -Depth 40
            & $ask (Import-Clixml back.xml)
            & $ask ('{"k":{"v":[{"w":1}]}}' | ConvertFrom-Json -AsHashtable)
            & $ask ([pscustomobject]@{ X = [xml]'<a><b>1</b></a>'; D = [datetime]::new(2026, 3, 4, 5, 6, 7, [DateTimeKind]::Utc); T = [timespan]'1:02:03'; E = [DayOfWeek]'Friday' })
            Import-Csv (New-Item reviews.csv -Value "Id,Review`n7,`"Line one.`nLine two, $('very ' * 200)bad.`"") | Invoke-QwenChat 'q' -PerItem | Out-Null
            '"done"'
            """);

        var prompts = Prompts(server);
        prompts[0].ShouldBe($$"""{"Id":1,"Text":"{{string.Concat(Enumerable.Repeat("It worked well. ", 100))}}\nNever again. 差评 🙂 END"}""");
        prompts[1].ShouldBe("""{"Tags":[1,2,3,4,5,6,7,8,9,10],"N":{"b":{"c":2}}}""");
        prompts[2].ShouldBe("""{"a":{"b":{"c":[1,2,3]}},"t":"x"}""");
        prompts[3].ShouldBe("""
            {"A":1}
            {"B":"x\ty"}
            {"C":null,"D":[]}
            """);
        prompts[4].ShouldBe("""{"Name":"n","In":{"Deep":"deep","Many":[1,2,3,4,5,6]},"Table":{"a":{"b":1}}}""");
        prompts[5].ShouldBe(string.Concat(Enumerable.Repeat("{\"l\":", 30)) + "\"bottom\"" + new string('}', 30));
        prompts[6].ShouldBe($"{prompts[0]}\n{prompts[5]}");
        prompts[7].ShouldBe("""{"k":{"v":[{"w":1}]}}""");
        prompts[8].ShouldBe("""{"X":"<a><b>1</b></a>","D":"2026-03-04T05:06:07Z","T":"01:02:03","E":"Friday"}""");
        prompts[9].ShouldBe($$"""{"Id":"7","Review":"Line one.\nLine two, {{string.Concat(Enumerable.Repeat("very ", 200))}}bad."}""");
        prompts.ShouldAllBe(prompt => !prompt.Contains('…'));
    }

    [PwshFact]
    public async Task Types_with_a_view_are_sent_as_it_shows_them_or_as_JSON_if_it_would_truncate()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $PSStyle.OutputRendering = 'Ansi'
            function Get-Short { }
            function Get-AFunctionWhoseNameIsLongerThanTheColumnOfFiftyCharacters { }
            $ask = { param($about) $about | Invoke-QwenChat 'q' | Out-Null }
            & $ask (Get-Command Get-Item, Get-Content)
            & $ask (Get-Command Get-Short, Get-AFunctionWhoseNameIsLongerThanTheColumnOfFiftyCharacters)
            & $ask (Get-Module Microsoft.PowerShell.Utility)
            & $ask ('{"a":1,"b":{"c":[1,2]}}', '{"a":1,"b":{"c":[3]}}' | ConvertFrom-Json | Group-Object a)
            & $ask ([string])
            & $ask (Get-Item Env:HOME)
            & $ask ([cultureinfo]'de-DE', (Get-Command Get-Item))
            & $ask (Get-Item /)
            & $ask (Get-Process -Id $PID)
            '"done"'
            """);

        var prompts = Prompts(server);
        prompts[0].ShouldMatch(@"\ACommandType\s+Name\s+Version\s+Source\n[-\s]+\nCmdlet\s+Get-Item\s.*\nCmdlet\s+Get-Content\s.*\z");
        prompts[1].Split('\n').Length.ShouldBe(2);
        prompts[1].ShouldContain("""{"CommandType":"Function","Name":"Get-AFunctionWhoseNameIsLongerThanTheColumnOfFiftyCharacters",""");
        prompts[2].ShouldContain("\"ConvertFrom-Json\",");
        prompts[2].ShouldContain("\"Write-Warning\"");
        prompts[3].ShouldBe("""{"Count":2,"Name":"1","Group":[{"a":1,"b":{"c":[1,2]}},{"a":1,"b":{"c":[3]}}]}""");
        prompts[4].ShouldMatch(@"String\s+System\.Object\z");
        prompts[5].ShouldBe($$"""{"Name":"HOME","Value":"{{pwsh.Home}}"}""");
        prompts[6].ShouldContain("German");
        prompts[6].ShouldContain("Get-Item");
        prompts[7].ShouldContain("Name");
        prompts[8].ShouldContain("ProcessName");
        prompts.ShouldAllBe(prompt => !prompt.Contains('…') && !prompt.Contains('\x1b') && !prompt.Contains("System.Collections") && !prompt.Contains("@{"));
    }

    [PwshFact]
    public async Task Text_markup_numbers_and_code_are_sent_unchanged()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            Add-Type -AssemblyName System.Xml.Linq
            $markup = [xml]::new(); $markup.LoadXml('<a>' * 20000 + '</a>' * 20000); $markup | Invoke-QwenChat 'q' | Out-Null
            [xml] '<a><b>1</b></a>', [Xml.Linq.XElement]::Parse('<c>2</c>'), { Get-Item . }, ([bigint]::Pow(10, 30)), ([int128]::MaxValue), ([half]1.5), ([ipaddress]'1.2.3.4'),
                ([Text.Json.JsonDocument]::Parse('{"j":1}')), ([regex]'a+b'), "two`nlines", ' blanks ', 1.5, $true, ([uri]'http://h/p'), ([version]'1.2') |
                Invoke-QwenChat 'q' | Out-Null
            Get-Content (New-Item lines.txt -Value "one`n`n  two …`n") | Invoke-QwenChat 'q' | Out-Null
            '"done"'
            """);

        Prompts(server)[0].Length.ShouldBe(20_000 * 7);
        Prompts(server)[1].Split('\n').ShouldBe(
        [
            "<a><b>1</b></a>", "<c>2</c>", " Get-Item . ", "1000000000000000000000000000000", "170141183460469231731687303715884105727", "1.5", "1.2.3.4",
            """{"j":1}""", "a+b", "two", "lines", " blanks ", "1.5", "True", "http://h/p", "1.2",
        ]);
        Prompts(server)[2].ShouldBe("one\n\n  two …");
    }

    [PwshFact]
    public async Task Objects_of_NET_itself_are_written_to_a_small_depth()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            [pscustomobject]@{ Failure = [InvalidOperationException]::new('outer', [ArgumentException]::new('inner')) } | Invoke-QwenChat 'q' | Out-Null
            Get-Item . | Select-Object Name, Parent, PSDrive | Invoke-QwenChat 'q' | Out-Null
            $Host | Invoke-QwenChat 'q' | Out-Null
            [pscustomobject]@{ Mine = $ExecutionContext } | Invoke-QwenChat 'q' | Out-Null
            '"done"'
            """);

        var prompts = Prompts(server);
        prompts[0].ShouldContain("\"outer\"");
        prompts[0].ShouldContain("\"inner\"");
        prompts[1].ShouldBe($$"""{"Name":"project","Parent":"{{pwsh.Root}}","PSDrive":"/"}""");
        prompts.ShouldAllBe(prompt => prompt.Length < 100_000);
    }

    [PwshFact]
    public async Task Formatted_output_is_sent_unchanged_and_rows_of_a_database_are_their_columns()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $table = [Data.DataTable]::new()
            'A', 'B' | ForEach-Object { $null = $table.Columns.Add($_) }
            1..200 | ForEach-Object { $null = $table.Rows.Add($_, $null) }
            [pscustomobject]@{ Id = 7; Name = 'seven' } | Format-Table | Invoke-QwenChat 'q' | Out-Null
            'before', ([pscustomobject]@{ Id = 7; Name = 'seven' } | Format-List), 'after' | Invoke-QwenChat 'q' | Out-Null
            $table | Select-Object -First 2 | Invoke-QwenChat 'q' | Out-Null
            [pscustomobject]@{ All = $table } | Invoke-QwenChat 'q' | Out-Null
            '"done"'
            """);

        var prompts = Prompts(server);
        prompts[0].ShouldMatch(@"\A\s*Id Name\n\s*-- ----\n\s*7 seven\z");
        prompts[1].ShouldMatch(@"\Abefore\n+Id\s+: 7\nName : seven\n+after\z");
        prompts[2].ShouldBe("{\"A\":\"1\",\"B\":null}\n{\"A\":\"2\",\"B\":null}");
        prompts[3].ShouldStartWith("{\"All\":[{\"A\":\"1\",\"B\":null},");
        prompts[3].ShouldEndWith("{\"A\":\"200\",\"B\":null}]}");
    }

    [PwshFact]
    public async Task A_secret_within_an_object_is_rejected_and_the_rest_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $secret = ConvertTo-SecureString 'canary-42' -AsPlainText -Force
            $credential = [pscredential]::new('u', $secret)
            'before', $secret, $credential, $credential.GetNetworkCredential(), [pscustomobject]@{ a = @{ b = @($credential) } }, [pscustomobject]@{ n = $credential.GetNetworkCredential() }, 'after' |
                Invoke-QwenChat 'q' -ErrorVariable failures -ErrorAction SilentlyContinue | Out-Null
            $failures | ForEach-Object { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } | ConvertTo-Json -Compress
            """);

        seen.Texts().Length.ShouldBe(5);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("InvalidInput|The input was not sent: it contains a") && failure.Contains("is a secret"));
        Prompts(server).ShouldBe(["before\nafter"]);
    }

    [PwshFact]
    public async Task A_conversation_from_a_file_or_job_is_continued()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat 'one'
            $answer, $answer.Conversation | Export-Clixml a.xml
            $back = Import-Clixml a.xml
            $next = $answer.Conversation, $back[0], $back[1] | Invoke-QwenChat 'two'
            $plain = $back[0] | Invoke-QwenChat
            @{ Counts = @($next | ForEach-Object { $_.Conversation.Messages.Count }); Plain = $plain.Conversation.Messages[0].Text } | ConvertTo-Json -Compress
            """);

        seen.List("Counts").Select(count => count.GetInt32()).ShouldBe([4, 4, 4]);
        seen.Text("Plain").ShouldBe("You said: one");
        server.Requests[1].Messages().ShouldBe(["user: one", "assistant: You said: one", "user: two"]);
    }

    private static List<string> Prompts(LoopbackServer server) =>
        [.. server.Requests.Select(request => request.Prompt()).Select(prompt => prompt.StartsWith("q\n\n", StringComparison.Ordinal) ? prompt[3..] : prompt)];
}
