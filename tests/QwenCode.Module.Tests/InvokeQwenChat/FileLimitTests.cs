namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Files that block, never end or are too many: one clear error, before anything waits or the memory is used up.</summary>
public sealed class FileLimitTests
{
    [PwshFact]
    public async Task Pipes_and_devices_are_rejected_at_once_by_every_parameter_that_takes_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            mkfifo pipe.txt
            $null = New-Item -ItemType SymbolicLink zero.txt -Value /dev/zero
            $null = New-Item -ItemType SymbolicLink to-pipe.json -Value "$PWD/pipe.txt"
            $null = New-Item -ItemType SymbolicLink tty.png -Value /dev/tty
            $failures = foreach ($file in 'pipe.txt', 'zero.txt', 'to-pipe.json', 'tty.png', '/dev/zero') {
                foreach ($command in
                    { Invoke-QwenChat q -Path $file -ErrorAction Stop }, { Invoke-QwenChat q -LiteralPath $file -ErrorAction Stop }, { Invoke-QwenChat q -Image $file },
                    { Invoke-QwenChat q -Schema $file }, { Invoke-QwenChat q -Schema (Get-Item $file) }, { Get-Item $file | Invoke-QwenChat q -ErrorAction Stop },
                    { Get-Item $file | Invoke-QwenChat q -PerItem -ErrorAction Stop }, { Get-Item $file | Invoke-QwenChat -ErrorAction Stop }) {
                    try { & $command; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                }
            }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Length.ShouldBe(40);
        seen.Texts().ShouldAllBe(failure => (failure.StartsWith("InvalidInput|") || failure.StartsWith("InvalidParameter|-Schema ")) && failure.Contains("is a pipe or device and not a regular file"));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Many_files_that_are_too_large_together_are_one_error_and_no_request()
    {
        await using var server = await LoopbackServer.StartAsync();

        // Less than the images or the texts would take together. A peak of the process would count garbage, and each runtime collects that at other times.
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("DOTNET_GCHeapHardLimit", "0x40000000");
        pwsh.Write("project/text/0.txt", new string('x', 4 * 1024 * 1024));
        var image = new byte[20 * 1024 * 1024];
        image[0] = 0x89;
        "PNG"u8.CopyTo(image.AsSpan(1));
        Directory.CreateDirectory(Path.Join(pwsh.Project, "image"));
        await File.WriteAllBytesAsync(Path.Join(pwsh.Project, "image", "0.png"), image, TestContext.Current.CancellationToken);

        var seen = await pwsh.JsonAsync("""
            1..299 | ForEach-Object { $null = New-Item -ItemType SymbolicLink text/$_.txt -Value $PWD/text/0.txt }
            1..89 | ForEach-Object { $null = New-Item -ItemType SymbolicLink image/$_.png -Value $PWD/image/0.png }
            $failures = foreach ($command in
                { Invoke-QwenChat q -Path text/*.txt }, { Get-ChildItem text | Invoke-QwenChat q }, { Invoke-QwenChat q -LiteralPath (Get-ChildItem text).FullName },
                { Invoke-QwenChat q -Path image/*.png }, { Invoke-QwenChat q -Image (Get-ChildItem image).FullName }, { Get-ChildItem image | Invoke-QwenChat q },
                { Invoke-QwenChat q -Path image/1.png, image/2.png, image/3.png -Image (Get-ChildItem image | Select-Object -First 3).FullName -ErrorAction Stop }) {
                try { & $command -ErrorVariable records; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
            }
            @{ Failures = @($failures); Limit = [GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures").Length.ShouldBe(7);
        seen.Texts("Failures")[..3].ShouldAllBe(failure => failure.StartsWith("InvalidInput|Nothing was sent: the request has more than 50 MB of text"));
        seen.Texts("Failures")[3..].ShouldAllBe(failure => failure.StartsWith("InvalidInput|Nothing was sent: the request has more than 100 MB of images"));
        seen.Number("Limit").ShouldBe(0x40000000);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_schema_of_more_than_a_megabyte_or_too_deeply_nested_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/large.json", $$"""{"type":"object","description":"{{new string('x', 1024 * 1024)}}"}""");
        pwsh.Write("project/deep.json", string.Concat(Enumerable.Repeat("{\"items\":", 10_000)) + "{}" + new string('}', 10_000));

        var seen = await pwsh.JsonAsync("""
            'large.json', 'deep.json', (Get-Item large.json), (Get-Content deep.json -Raw) |
                ForEach-Object { $schema = $_; try { Invoke-QwenChat q -Schema $schema; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } } | ConvertTo-Json -Compress
            """);

        seen.Texts()[0].ShouldContain("more than the limit of 1 MB");
        seen.Texts()[1].ShouldContain("nested more than 64 levels deep");
        seen.Texts()[2].ShouldContain("more than the limit of 1 MB");
        seen.Texts()[3].ShouldContain("nested more than 64 levels deep");
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("InvalidParameter|"));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task The_error_of_a_file_name_with_brackets_suggests_LiteralPath()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/x[1]/it's [2].txt", "a");

        var seen = await pwsh.JsonAsync("""
            $names = "x[1]/it's [2].txt", "$PWD/x[1]/it's [2].txt", "x``[1``]/it's [2].txt", 'x[1]/missing.txt', '[', "nul`0.txt"
            $names | ForEach-Object { try { $null = Invoke-QwenChat q -Path $_ -ErrorAction Stop; 'sent' } catch { "$_" } } | ConvertTo-Json -Compress
            """);

        seen.Texts()[..2].ShouldAllBe(failure => failure.Contains("-LiteralPath '") && failure.Contains("it''s [2].txt'"));
        seen.Texts()[2..].ShouldAllBe(failure => failure.Contains(" was not sent: "));
        server.Requests.ShouldBeEmpty();
    }
}
