namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Thousands of damaged conversations from JSON and XML: what can be sent is sent, and all else is an error of the module's.</summary>
public sealed class ConversationMutationTests
{
    private const int Mutations = 1250;
    private const int Seed = 20261126;

    [PwshFact]
    public async Task A_damaged_conversation_is_sent_or_is_an_error_of_the_module()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        await pwsh.RunAsync("""
            [IO.File]::WriteAllBytes("$PWD/dot.png", [byte[]](0x89, 0x50, 0x4E, 0x47, 1, 2, 3))
            $answer = Invoke-QwenChat 'one' -System 'be brief' -Image dot.png -EnableThinking
            $answer | Export-Clixml "$PWD/answer.xml"
            ConvertTo-Json $answer.Conversation -Depth 5 -Compress | Set-Content -NoNewline "$PWD/conversation.json"
            $tools = New-QwenConversation -Message @(
                @{ role = 'user'; content = @(@{ type = 'text'; text = 'a' }, @{ type = 'file'; file = @{ file_id = 'f' } }) }
                @{ role = 'assistant'; tool_calls = @(@{ id = 'c'; function = @{ name = 'f'; arguments = '{}' } }) }
                @{ role = 'tool'; tool_call_id = 'c'; content = 'b' }
            )
            ConvertTo-Json $tools -Depth 5 -Compress | Set-Content -NoNewline "$PWD/tools-conversation.json"
            """);
        foreach (var name in (string[])["answer.xml", "conversation.json", "tools-conversation.json"])
        {
            var text = await File.ReadAllTextAsync(Path.Join(pwsh.Project, name), TestContext.Current.CancellationToken);
            var number = 0;
            foreach (var content in MutatedFile.Of(text, Mutations, Seed))
                await File.WriteAllBytesAsync(Path.Join(pwsh.Project, $"{number++}-{name}"), content, TestContext.Current.CancellationToken);
        }

        var seen = await pwsh.JsonAsync("""
            $outcomes = foreach ($file in [IO.Directory]::GetFiles($PWD)) {
                # What PowerShell itself cannot read never gets to the module.
                try {
                    $value = if ($file -like '*-answer.xml') { Import-Clixml $file } elseif ($file -like '*-conversation.json') { Get-Content -Raw $file | ConvertFrom-Json } else { continue }
                } catch { continue }
                try {
                    $null = Invoke-QwenChat 'two' -Conversation $value -ErrorAction Stop
                    'sent'
                } catch {
                    $inner = $_.Exception
                    while ($inner -and $inner -isnot [QwenCode.QwenException]) { $inner = $inner.InnerException }
                    if ($inner) { $inner.ErrorId } elseif ($null -eq $value) { 'null' } else { "foreign: $($_.Exception) $file" }
                }
            }
            ConvertTo-Json -Compress @($outcomes | Group-Object -NoElement | ForEach-Object { "$($_.Name)=$($_.Count)" })
            """);

        var outcomes = seen.EnumerateArray().Select(outcome => outcome.GetString()!.Split('=')).ToDictionary(parts => parts[0], parts => int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture));
        outcomes.Keys.Order().ShouldBeSubsetOf(["InvalidInput", "null", "sent"]);
        outcomes["sent"].ShouldBeGreaterThan(Mutations / 10);
        outcomes["InvalidInput"].ShouldBeGreaterThan(Mutations / 50);
    }
}
