using QwenCode.ModuleTests.GetQwenConversation;

namespace QwenCode.ModuleTests.RemoveQwenConversation;

public sealed class RemoveQwenConversationTests
{
    [PwshFact]
    public async Task Conversations_are_removed_by_name_wildcard_and_pipeline_and_never_while_open()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        foreach (var name in new[] { "a", "b1", "b2", "c", "d", "open" })
            store.Save(name, pwsh.Project, "a: one");
        using var open = store.Open("open");

        var seen = await pwsh.JsonAsync("""
            function Names { "$((Get-QwenConversation).Name | Sort-Object)" }
            Remove-QwenConversation * -WhatIf
            $kept = Names
            Remove-QwenConversation a
            Remove-QwenConversation B*
            $some = Names
            Get-QwenConversation c | Remove-QwenConversation
            Remove-QwenConversation nope, open, d -ErrorAction SilentlyContinue -ErrorVariable problems
            @{ Kept = $kept; Some = $some; Left = Names; Problems = @($problems | ForEach-Object { "$(($_.FullyQualifiedErrorId -split ',')[0]) $($_.TargetObject)" }) } | ConvertTo-Json -Compress
            """);

        seen.Text("Kept").ShouldBe("a b1 b2 c d open");
        seen.Text("Some").ShouldBe("c d open");
        seen.Text("Left").ShouldBe("open");
        seen.Texts("Problems").ShouldBe(["ConversationNotFound nope", "ConversationInUse open"]);
    }

    [PwshFact]
    public async Task A_file_that_cannot_be_read_is_removed_and_a_path_is_not()
    {
        using var pwsh = new PwshRun();
        var store = new SavedTalks(pwsh);
        store.Save("good", pwsh.Project, "one");
        await File.WriteAllTextAsync(store.PathOf("bad"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Join(pwsh.Project, "file.jsonl"), "x", TestContext.Current.CancellationToken);

        var seen = await pwsh.JsonAsync("""
            Remove-QwenConversation bad
            $path = try { Remove-QwenConversation ../../../project/file -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            @{ Left = @((Get-QwenConversation).Name); Path = $path } | ConvertTo-Json -Compress
            """);

        seen.Texts("Left").ShouldBe(["good"]);
        seen.Text("Path").ShouldStartWith("ConversationNotFound");
        File.Exists(Path.Join(pwsh.Project, "file.jsonl")).ShouldBeTrue();
    }
}
