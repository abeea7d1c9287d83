using System.Text;
using System.Text.Json;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Files as input and as items.</summary>
public sealed class FileTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0];

    static FileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [PwshFact]
    public async Task Text_is_read_in_its_encoding_and_fenced_under_its_name()
    {
        const string Chinese = "第一行：数据库连接失败\n第二行：请重试\n";
        const string German = "Größe: 5 Stück für über 20 €\n";
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        Write(pwsh, "1.txt", new UTF8Encoding(false).GetBytes(Chinese));
        Write(pwsh, "2.txt", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Chinese)]);
        Write(pwsh, "3.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Chinese)]);
        Write(pwsh, "4.txt", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Chinese)]);
        Write(pwsh, "5.txt", Encoding.GetEncoding("gb18030").GetBytes(Chinese));
        Write(pwsh, "6.txt", Encoding.GetEncoding(1252).GetBytes(German));
        Write(pwsh, "7.md", "```\ncode\n````\n"u8.ToArray());
        Write(pwsh, "8.txt", []);

        await pwsh.JsonAsync("Get-ChildItem | Sort-Object Name | Invoke-QwenChat 'Read' -PerItem | ForEach-Object Text | ConvertTo-Json -Compress");

        var prompts = server.Requests.Select(request => request.Prompt()).ToList();
        for (var i = 1; i <= 5; i++)
            prompts[i - 1].ShouldBe($"Read\n\n{i}.txt:\n```\n{Chinese}```");
        prompts[5].ShouldBe($"Read\n\n6.txt:\n```\n{German}```");
        prompts[6].ShouldBe("Read\n\n7.md:\n`````\n```\ncode\n````\n`````");
        prompts[7].ShouldBe("Read\n\n8.txt:\n```\n\n```");
    }

    [PwshFact]
    public async Task Images_are_data_URLs_by_their_content_and_not_by_their_names()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        Write(pwsh, "a.dat", Png);
        Write(pwsh, "b.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0]);
        Write(pwsh, "c.gif", [.. "GIF89a"u8, 0]);
        Write(pwsh, "d.webp", [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBP"u8, 0]);
        Write(pwsh, "note.txt", "hello"u8.ToArray());

        await pwsh.JsonAsync("""
            $null = Get-ChildItem | Sort-Object Name | Invoke-QwenChat 'What is on them?'
            $null = Invoke-QwenChat 'And here?' -Image a.dat, 'https://example.com/x.png'
            '"done"'
            """);

        var parts = server.Requests[0].Json().List("messages")[0].List("content");
        parts[0].Text("text").ShouldBe("What is on them?\n\nnote.txt:\n```\nhello\n```");
        parts[1..].Select(Url).Select(url => url.Split(',')[0]).ShouldBe(
            ["data:image/png;base64", "data:image/jpeg;base64", "data:image/gif;base64", "data:image/webp;base64"]);
        Convert.FromBase64String(Url(parts[1]).Split(',')[1]).ShouldBe(Png);
        server.Requests[1].Json().List("messages")[0].List("content")[1..].Select(Url)
            .ShouldBe([$"data:image/png;base64,{Convert.ToBase64String(Png)}", "https://example.com/x.png"]);
    }

    [PwshFact]
    public async Task Images_accept_wildcards_and_other_files_are_rejected_with_advice()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        Write(pwsh, "1.png", Png);
        Write(pwsh, "2.png", Png);
        Write(pwsh, "[3].png", Png);
        Write(pwsh, "4.txt", "text"u8.ToArray());

        var seen = await pwsh.JsonAsync("""
            $null = Invoke-QwenChat 'What is it?' -Image *.png
            $null = Invoke-QwenChat 'What is it?' -Image '[3].png', '[12].png'
            $failures = foreach ($image in '*.gif', 'missing.png', '4.txt', 'http://example.com/a.png') {
                try { Invoke-QwenChat 'What is it?' -Image $image } catch { "$_" }
            }
            ConvertTo-Json -Compress @($failures)
            """);

        server.Requests.Select(request => request.Json().List("messages")[0].List("content").Count(part => part.Text("type") == "image_url")).ShouldBe([3, 3]);
        seen.Texts()[0].ShouldBe("*.gif was not sent: no file matches it. Check the path; Get-ChildItem lists the files of a directory.");
        seen.Texts()[1].ShouldEndWith("missing.png was not sent: it does not exist. Check the path; Get-ChildItem lists the files of a directory.");
        seen.Texts()[2].ShouldEndWith("4.txt was not sent: it is not a PNG, JPEG, GIF or WebP image. Send text with -Path or from the pipeline.");
        seen.Texts()[3].ShouldContain("Invoke-WebRequest");
    }

    [PwshFact]
    public async Task A_directory_is_rejected_as_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.MakeDirectory("project/Ann's notes");

        var seen = await pwsh.JsonAsync("""
            $failures = foreach ($path in '.', "Ann's notes", 'Ann*', $PWD.Path) { try { Invoke-QwenChat 'Read' -Path $path } catch { "$_" } }
            @{ Failures = @($failures); Here = $PWD.Path } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures").ShouldBe(
        [
            $". was not sent: it is a directory. To send its files: -Path '{Path.Join(".", "*")}'",
            $"Ann's notes was not sent: it is a directory. To send its files: -Path '{Path.Join("Ann''s notes", "*")}'",
            "Ann* was not sent: only directories match it. Check the path; Get-ChildItem lists the files of a directory.",
            $"{seen.Text("Here")} was not sent: it is a directory. To send its files: -Path '{Path.Join(seen.Text("Here"), "*")}'",
        ]);
        server.Requests.ShouldBeEmpty();
    }

    [PwshTheory]
    [InlineData("Invoke-QwenChat q -Path https://example.com/a.txt", "https://example.com/a.txt was not sent: it is a URL and not a path. Download it and specify the file: Invoke-WebRequest <url> -OutFile <file>")]
    [InlineData("Invoke-QwenChat q -LiteralPath HTTP://example.com/a.txt", "HTTP://example.com/a.txt was not sent: it is a URL and not a path. Download it and specify the file: Invoke-WebRequest <url> -OutFile <file>")]
    [InlineData("Invoke-QwenChat q -Schema https://example.com/a.json", "https://example.com/a.json was not sent: it is a URL and not a path. Download it and specify the file: Invoke-WebRequest <url> -OutFile <file>")]
    [InlineData("Invoke-QwenChat q -Image file:///a.png", "file:///a.png was not sent: it is a URL and not a path. Specify the path of a file.")]
    [InlineData("Invoke-QwenChat q -Image \"data:image/png;base64,$('A' * 1000)\"", "… was not sent: it is a URL and not a path. Specify the path of a file.")]
    [InlineData("Invoke-QwenChat q -Path lost:a.txt", "lost:a.txt was not sent: the drive 'lost' does not exist. Check the path; Get-ChildItem lists the files of a directory.")]
    [InlineData("'q' | Invoke-QwenChat -Checkpoint https://example.com/a.jsonl", "-Checkpoint https://example.com/a.jsonl cannot be used: it is a URL and not a path. Specify a path in the file system.")]
    [InlineData("'q' | Start-QwenBatch -OutFile lost:a.jsonl", "-OutFile lost:a.jsonl cannot be used: the drive 'lost' does not exist. Specify a path in the file system.")]
    public async Task A_URL_or_a_lost_drive_is_rejected_as_one(string command, string expected)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var failure = (await pwsh.JsonAsync($"ConvertTo-Json \"$(try {{ {command} }} catch {{ $_ }})\" -Compress")).GetString();

        failure.ShouldNotBeNull();
        failure.ShouldEndWith(expected);
        failure.Length.ShouldBeLessThan(300);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task An_image_without_a_prompt_is_an_error_that_shows_how_to_specify_one()
    {
        await using var batch = await BatchServer.StartAsync();
        Write(batch.Pwsh, "i.png", Png);

        var seen = await batch.Pwsh.JsonAsync("""
            $commands = { Get-Item i.png | Invoke-QwenChat }, { Get-Item i.png | Invoke-QwenChat ' ' }, { Invoke-QwenChat -InputObject (Get-Item i.png) }, { Get-Item i.png | Start-QwenBatch }, { ' ' | Invoke-QwenChat -Image i.png }
            $failures = $commands | ForEach-Object { try { $ErrorActionPreference = 'Stop'; & $_ } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" } }
            @{ Failures = @($failures) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures")[..4].ShouldBe(
            Enumerable.Repeat("InvalidInput|i.png was not sent: an image needs a prompt, and there is none. Specify one, as in Get-Item map.png | Invoke-QwenChat 'What does this map show?'", 4));
        seen.Texts("Failures")[4].ShouldStartWith("InvalidInput|The prompt is empty and was not sent.");
        batch.Server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_file_that_is_not_text_or_too_large_is_rejected_with_its_name_and_the_rest_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        Write(pwsh, "tool.bin", [1, 2, 0, 3]);
        Write(pwsh, "paper.pdf", "%PDF-1.7 and more"u8.ToArray());
        Write(pwsh, "large.log", new byte[(4 * 1024 * 1024) + 1].Select(_ => (byte)'x').ToArray());
        Write(pwsh, "good.txt", "good"u8.ToArray());

        var seen = await pwsh.JsonAsync("""
            $ask = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = '+failures' }
            $null = Get-ChildItem | Sort-Object Name | Invoke-QwenChat 'Read' @ask
            $null = Get-ChildItem | Sort-Object Name | Invoke-QwenChat 'Each' -PerItem -ThrottleLimit 4 @ask
            $null = Invoke-QwenChat 'Only' -Path tool.bin @ask
            $null = Invoke-QwenChat 'None' -Path *.none, missing.txt, Env:PATH @ask
            $image = try { Invoke-QwenChat 'Image' -Image good.txt } catch { "$_" }
            $plain = try { Invoke-QwenChat 'Image' -Image http://example.com/x.png } catch { "$_" }
            @{ Failures = @($failures | ForEach-Object { "$($_.FullyQualifiedErrorId -split ',' | Select-Object -First 1)|$_|$($_.TargetObject)" }); Terminating = @($image, $plain) } | ConvertTo-Json -Compress
            """);

        var failures = seen.Texts("Failures");
        failures.Length.ShouldBe(10);
        failures.ShouldAllBe(failure => failure.StartsWith("InvalidInput|"));
        foreach (var name in new[] { "tool.bin", "paper.pdf", "large.log" })
            failures.Count(failure => failure.Contains(name + " was not sent") && failure.EndsWith(name, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2, name);
        failures[7..].ShouldContain(failure => failure.Contains("*.none was not sent") && failure.EndsWith("|*.none", StringComparison.Ordinal));
        failures[7..].ShouldContain(failure => failure.Contains("missing.txt was not sent: it does not exist"));
        failures[7..].ShouldContain(failure => failure.Contains("provider Environment"));
        seen.Texts("Terminating").ShouldAllBe(failure => failure.Contains("was not sent"));
        server.Requests.Select(request => request.Prompt()).ShouldBe(["Read\n\ngood.txt:\n```\ngood\n```", "Each\n\ngood.txt:\n```\ngood\n```"]);
    }

    [PwshFact]
    public async Task Paths_accept_wildcards_and_literal_paths_do_not()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        foreach (var name in new[] { "a.cs", "b.cs", "c[1].cs", "d.txt" })
            Write(pwsh, name, Encoding.UTF8.GetBytes(name));

        await pwsh.JsonAsync("""
            New-PSDrive -Name code -PSProvider FileSystem -Root $PWD | Out-Null
            $null = Invoke-QwenChat 'All' -Path *.cs
            $null = Invoke-QwenChat 'Literal' -LiteralPath 'c[1].cs', code:/d.txt
            $each = Invoke-QwenChat 'Each' -Path a.cs, code:/b.cs -PerItem -ThrottleLimit 2
            $prompt = Get-Item d.txt | Invoke-QwenChat
            $process = Get-Process -Id $PID | Invoke-QwenChat 'What is it?'
            $each.InputObject.Name | ConvertTo-Json -Compress
            """);

        var prompts = server.Requests.Select(request => request.Prompt()).ToList();
        prompts[0].ShouldBe("All\n\na.cs:\n```\na.cs\n```\n\nb.cs:\n```\nb.cs\n```\n\nc[1].cs:\n```\nc[1].cs\n```");
        prompts[1].ShouldBe("Literal\n\nc[1].cs:\n```\nc[1].cs\n```\n\nd.txt:\n```\nd.txt\n```");
        prompts[2..4].Order().ShouldBe(["Each\n\na.cs:\n```\na.cs\n```", "Each\n\nb.cs:\n```\nb.cs\n```"]);
        prompts[4].ShouldBe("d.txt:\n```\nd.txt\n```");
        prompts[5].ShouldContain("ProcessName");
    }

    private static string Url(JsonElement part) => part.GetProperty("image_url").Text("url");

    private static void Write(PwshRun pwsh, string name, byte[] bytes) => File.WriteAllBytes(Path.Join(pwsh.Project, name), bytes);
}
