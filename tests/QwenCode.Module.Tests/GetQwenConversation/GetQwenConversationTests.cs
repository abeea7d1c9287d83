namespace QwenCode.ModuleTests.GetQwenConversation;

/// <summary>The saved conversations as a list, by name, by folder and by Tab, and in a script.</summary>
public sealed class GetQwenConversationTests
{
    [PwshFact]
    public async Task The_last_used_is_first_and_names_and_wildcards_select()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        store.Save("first", pwsh.Project, "one", "two");
        store.Save("Second talk", pwsh.Home, "three\nlines");
        store.Save("third", pwsh.Project, "four");

        var seen = await pwsh.JsonAsync("""
            $all = Get-QwenConversation
            @{
                All     = @($all.Name)
                One     = Get-QwenConversation FIRST | Select-Object Name, Turns, Model, FirstPrompt, WorkingDirectory, @{ n = 'Text'; e = { $_.Messages.Text -join '|' } }, @{ n = 'Shown'; e = { "$_" } }
                Some    = @((Get-QwenConversation f*, third).Name)
                Piped   = @(('third', 'first' | Get-QwenConversation).Name)
                Last    = (Get-QwenConversation -Last).Name
                None    = try { Push-Location /; Get-QwenConversation -Last } catch { "$($_.FullyQualifiedErrorId) $_" } finally { Pop-Location }
                Missing = @(Get-QwenConversation nope, third -ErrorAction SilentlyContinue -ErrorVariable problems).Name
                Problem = "$($problems.FullyQualifiedErrorId) $($problems.TargetObject)"
                Nothing = @(Get-QwenConversation nope*).Count
                Pattern = try { Get-QwenConversation '[' } catch { $_.FullyQualifiedErrorId }
            } | ConvertTo-Json -Compress -Depth 4
            """);

        seen.Texts("All").ShouldBe(["third", "Second talk", "first"]);
        var one = seen.GetProperty("One");
        (one.Text("Name"), one.Number("Turns"), one.Text("Model"), one.Text("FirstPrompt"), one.Text("WorkingDirectory")).ShouldBe(("first", 2, "qwen3-max", "one", pwsh.Project));
        one.Text("Text").ShouldBe("one|You said: one|two|You said: two");
        one.Text("Shown").ShouldBe("first: one");
        seen.Texts("Some").ShouldBe(["first", "third"]);
        seen.Texts("Piped").ShouldBe(["third", "first"]);
        seen.Text("Last").ShouldBe("third");
        seen.Text("None").ShouldStartWith("ConversationNotFound");
        seen.Text("None").ShouldContain("Run Get-QwenConversation");
        seen.Text("Missing").ShouldBe("third");
        seen.Text("Problem").ShouldBe("ConversationNotFound,QwenCode.Commands.GetQwenConversationCommand nope");
        seen.Number("Nothing").ShouldBe(0);
        seen.Text("Pattern").ShouldStartWith("InvalidParameter");
    }

    [PwshFact]
    public async Task A_script_continues_it_directly_from_XML_from_JSON_and_from_a_job()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        new SavedTalks(pwsh).Save("talk", pwsh.Project, "Name a river");

        var names = (await pwsh.JsonAsync("""
            $saved = Get-QwenConversation -Last
            $null = Invoke-QwenChat 'How long?' -Conversation (Get-QwenConversation -Last)
            $null = Get-QwenConversation talk | Invoke-QwenChat 'How long?'
            $null = Invoke-QwenChat 'How long?' -Conversation (New-QwenConversation -Message $saved)
            $saved | Export-Clixml talk.xml
            $copy = Import-Clixml talk.xml
            $null = $copy | Invoke-QwenChat 'How long?'
            $copy | Export-Clixml again.xml
            $null = Invoke-QwenChat 'How long?' -Conversation (Import-Clixml again.xml)
            $null = Invoke-QwenChat 'How long?' -Conversation ($saved | ConvertTo-Json | ConvertFrom-Json)
            $null = $saved | ConvertTo-Json | ConvertFrom-Json | Invoke-QwenChat 'How long?'
            $job = Start-Job { $using:saved }
            $null = $job | Receive-Job -Wait | Invoke-QwenChat 'How long?'
            ConvertTo-Json -Compress @($copy.psobject.Properties.Name)
            """)).Texts();

        names.ShouldBe(["Name", "StartedAt", "UpdatedAt", "WorkingDirectory", "Model", "Turns", "FirstPrompt", "Path", "Messages"], ignoreOrder: true);
        server.Requests.Count.ShouldBe(8);
        server.Requests.ShouldAllBe(request => string.Join('|', request.Json().List("messages").Select(message => message.Text("content"))) == "Name a river|You said: Name a river|How long?");
        (await File.ReadAllLinesAsync(new SavedTalks(pwsh).PathOf("talk"), TestContext.Current.CancellationToken)).Length.ShouldBe(2);
    }

    [PwshFact]
    public async Task A_file_that_is_none_is_an_error_beside_the_others_and_an_open_one_is_listed()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        store.Save("good", pwsh.Project, "one");
        await File.WriteAllTextAsync(store.PathOf("bad"), "{\"key\":\"\u001b[31msk-canary-0123456789abcdef\"}\n", TestContext.Current.CancellationToken);
        using var open = store.Open("good");

        var result = await pwsh.RunAsync("""
            $all = Get-QwenConversation -ErrorAction SilentlyContinue -ErrorVariable problems
            @{
                All = @($all.Name); Problems = @($problems | ForEach-Object { "$($_.FullyQualifiedErrorId) $_" })
                Last = (Get-QwenConversation -Last).Messages[0].Text
            } | ConvertTo-Json -Compress
            """);

        result.Json.Texts("All").ShouldBe(["good"]);
        result.Json.Texts("Problems").ShouldHaveSingleItem().ShouldStartWith("ConversationFileInvalid");
        result.Json.Text("Last").ShouldBe("one");
        result.Output.ShouldNotContain("canary");
    }

    [PwshFact]
    public async Task A_folder_that_cannot_be_read_is_an_error_of_each_command_and_nobody_is_advised_to_remove_it()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);

        // Its mode would not keep root away.
        Directory.Delete(store.Folder);
        await File.WriteAllTextAsync(store.Folder, "x", TestContext.Current.CancellationToken);

        var errors = (await pwsh.JsonAsync("""
            $kept = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = '+problems' }
            Get-QwenConversation @kept
            Get-QwenConversation x, y @kept
            Get-QwenConversation -Last @kept
            Remove-QwenConversation x @kept
            Remove-QwenConversation * @kept
            $tab = (TabExpansion2 'Get-QwenConversation -Name ').CompletionMatches
            ConvertTo-Json -Compress @($problems | ForEach-Object { "$(($_.FullyQualifiedErrorId -split ',')[0]) $_" })
            """)).Texts();

        errors.Length.ShouldBe(5);
        errors.ShouldAllBe(error => error == $"ConversationFileInvalid {store.Folder} cannot be read: it is a file and not a folder. Check its permissions, and that no other program has it open.");
    }

    [PwshFact]
    public async Task Tab_completes_names()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        store.Save("first talk", pwsh.Project, "one");
        store.Save("figs", pwsh.Project, "two");
        store.Save("other", pwsh.Project, "three");

        var seen = await pwsh.JsonAsync("""
            function Complete($text) { , @((TabExpansion2 $text).CompletionMatches | Sort-Object CompletionText) }
            @{
                Get = (Complete 'Get-QwenConversation fi').CompletionText; Tip = (Complete 'Get-QwenConversation fi')[1].ToolTip
                Remove = (Complete 'Remove-QwenConversation o').CompletionText; None = (Complete 'Remove-QwenConversation x').Count
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Get").ShouldBe(["'first talk'", "figs"], ignoreOrder: true);
        seen.Text("Remove").ShouldBe("other");
    }

    [PwshFact]
    public async Task Messages_that_cannot_be_read_are_an_error_and_not_null()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        store.Save("damaged", pwsh.Project, "one");
        File.AppendAllText(store.PathOf("damaged"), """{"messages":[{"role":"nobody","text":"x"}]}""" + "\n");

        var seen = await pwsh.JsonAsync("""
            $saved = Get-QwenConversation damaged
            $error.Clear()
            try { $messages = "read: $($saved.Messages)" } catch { $messages = "$_" }
            $shown = $saved | Format-List * | Out-String
            @{ Name = $saved.Name; Messages = $messages; Id = $error[0].FullyQualifiedErrorId; IsShown = $shown.Contains($saved.Path) } | ConvertTo-Json -Compress
            """);

        seen.Text("Name").ShouldBe("damaged");
        seen.Text("Messages").ShouldContain($"{store.PathOf("damaged")}");
        seen.Text("Messages").ShouldContain("line 3");
        seen.Text("Id").ShouldBe("ConversationFileInvalid");
        seen.GetProperty("IsShown").GetBoolean().ShouldBeTrue();
    }

    [PwshFact]
    public async Task Processes_that_save_at_once_each_have_their_file_and_lose_no_turn()
    {
        const string Script = """
            $type = [QwenCode.ChatAnswer].Assembly.GetType('QwenCode.Chat.ConversationStore')
            $store = [Activator]::CreateInstance($type, @($env:STORE, [TimeProvider]::System))
            function Append($log, $text) {
                $messages = [QwenCode.ChatMessage[]] [QwenCode.ChatMessage]::new('user', $text)
                $null = $log.GetType().GetMethod('Append').Invoke($log, @($messages, $null, $null))
            }
            $log = $type.GetMethod('Create').Invoke($store, @($null, '/w'))
            foreach ($turn in 1..50) { Append $log "$PID $turn" }
            $shared = foreach ($attempt in 1..50) {
                try { $one = $type.GetMethod('Open').Invoke($store, @('shared')) } catch { continue }
                Append $one "$PID"
                ([IDisposable] $one).Dispose()
                1
            }
            ([IDisposable] $log).Dispose()
            "$(@($shared).Count)"
            """;
        using var pwsh = new PwshRun { HasOwnProcess = true };
        var store = new SavedTalks(pwsh);
        store.Save("shared", pwsh.Project, "start");
        pwsh.With("STORE", store.Folder);

        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => pwsh.RunAsync(Script)));
        var seen = await pwsh.JsonAsync("""
            @{
                Own = @(Get-QwenConversation 2* | ForEach-Object {
                    $first = ($_.FirstPrompt -split ' ')[0]
                    "$($_.Turns) $(($_.Messages.Text -join ' ') -ceq ((1..50 | ForEach-Object { "$first $_" }) -join ' '))"
                })
                Shared = (Get-QwenConversation shared).Turns
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Own").ShouldBe(["50 True", "50 True", "50 True"]);
        seen.Number("Shared").ShouldBe(1 + ended.Sum(result => int.Parse(result.Output.Trim(), System.Globalization.CultureInfo.InvariantCulture)));
    }
}
