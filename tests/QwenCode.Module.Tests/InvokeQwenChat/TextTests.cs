using System.Security.Cryptography;
using System.Text;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Text of all kinds and sizes, both ways.</summary>
public sealed class TextTests
{
    // Han, Hangul, an emoji of several code points outside the BMP, combining characters in both orders, right to left, controls.
    private const string Kinds = "你好，世界。𠮷 한국어 👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿 e\u0301 é a\u0323\u0307 a\u0307\u0323 שלום \"quoted\" \\back\\slash <b>&amp;</b> \t\u0001\u2028\uFEFF\r\n";

    [PwshFact]
    public async Task Text_of_every_kind_and_a_megabyte_of_it_arrives_unchanged_both_ways()
    {
        var asked = Kinds + string.Concat(Enumerable.Repeat("问题 🙂 e\u0301\n", 70_000));
        var replied = Kinds + string.Concat(Enumerable.Repeat("答案 🎉 o\u0308\n", 70_000));
        Encoding.UTF8.GetByteCount(asked).ShouldBeGreaterThan(1024 * 1024);
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => request.LastUserText == Kinds ? Kinds : replied });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/kinds.txt", Kinds);
        pwsh.Write("project/long.txt", asked);

        var hashes = await pwsh.JsonAsync("""
            $kinds = [IO.File]::ReadAllText("$PWD/kinds.txt")
            $long = [IO.File]::ReadAllText("$PWD/long.txt")
            $kinds, $long | Invoke-QwenChat | ForEach-Object {
                [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.UTF8Encoding]::new().GetBytes($_.Text)))
            } | ConvertTo-Json -Compress
            """);

        server.Requests.Select(request => Hash(request.Prompt())).ShouldBe([Hash(Kinds), Hash(asked)]);
        hashes.Texts().ShouldBe([Hash(Kinds), Hash(replied)]);
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
