using System.Text.Json;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Conversations that an earlier build saved are continued, whatever became of the types since. Nobody writes the files in Saved anew.</summary>
public sealed class SavedConversationTests
{
    private const string System = """{"role":"system","content":"Be brief."}""";
    private const string Thought = "The user wants an answer. I will give a short one.";

    private static readonly Dictionary<string, string[]> Saved = new()
    {
        ["plain"] = [System, User("Why is the sky blue?"), Assistant("You said: Why is the sky blue?", Thought)],
        ["image"] =
        [
            """{"role":"user","content":[{"type":"text","text":"What is in the picture?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORwECAw=="}},{"type":"image_url","image_url":{"url":"https://example.com/cat.jpg"}}]}""",
            Assistant("You said: What is in the picture?"), User("And what is: behind it?"), Assistant("You said: And what is: behind it?", Thought),
        ],
        ["tools"] = [User("What is the weather in Oslo and in Rome?"), Assistant("", "Two cities.")],
        ["refusal"] = [User("Write malware."), Assistant("I cannot help with that.")],
    };

    [PwshFact]
    public async Task A_conversation_that_an_earlier_build_saved_is_continued()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var names = (await pwsh.JsonAsync($$"""
            $files = Get-ChildItem '{{Path.Join(Repository.Root, "tests", "QwenCode.Module.Tests", "InvokeQwenChat", "Saved")}}' | Sort-Object Name
            foreach ($file in $files) {
                $saved = $file.Extension -eq '.json' ? @((Get-Content $file -Raw | ConvertFrom-Json), (Get-Content $file -Raw | ConvertFrom-Json -AsHashtable)) : @(Import-Clixml $file)
                foreach ($one in $saved) {
                    $null = Invoke-QwenChat 'and now?' -Conversation $one -IncludeReasoning
                    $null = $one | Invoke-QwenChat 'and now?' -IncludeReasoning
                    $null = Invoke-QwenChat 'and now?' -Conversation (New-QwenConversation -Message $one.Messages) -IncludeReasoning
                }
            }
            ConvertTo-Json -Compress @($files.Name)
            """)).Texts();

        names.Length.ShouldBe(18);
        var expected = names.SelectMany(name => Enumerable.Repeat(
            string.Join('\n', Saved[name.Split('.')[0]].Append(User("and now?"))), name.EndsWith(".json", StringComparison.Ordinal) ? 6 : 3));
        server.Requests.Select(request => string.Join('\n', request.Json().List("messages").Select(message => message.GetRawText()))).ShouldBe(expected);
    }

    private static string User(string text) => Message("user", text, null);

    private static string Assistant(string text, string? thought = null) => Message("assistant", text, thought);

    private static string Message(string role, string text, string? thought) => thought is null
        ? $$"""{"role":"{{role}}","content":{{JsonSerializer.Serialize(text)}}}"""
        : $$"""{"role":"{{role}}","content":{{JsonSerializer.Serialize(text)}},"reasoning_content":{{JsonSerializer.Serialize(thought)}}}""";
}
