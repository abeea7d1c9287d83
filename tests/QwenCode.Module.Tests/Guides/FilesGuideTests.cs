using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Guides;

/// <summary>The guide to files has each file that the module writes.</summary>
public sealed partial class FilesGuideTests
{
    [PwshFact]
    public async Task Each_file_that_commands_leave_is_in_the_guide_and_only_the_user_can_read_it()
    {
        await using var batch = await BatchServer.StartAsync();
        var pwsh = batch.Pwsh.WithLogin(batch.Server);

        var seen = await pwsh.JsonAsync("""
            $null = 'a', 'b' | Invoke-QwenChat -Checkpoint run.jsonl
            $null = 'a', 'b' | Start-QwenBatch -Name files
            $null = Receive-QwenBatch
            $null = 'a' | Start-QwenBatch -OutFile out.jsonl
            $null = Connect-Qwen -BaseUrl $env:OPENAI_BASE_URL -ApiKey sk-0123456789abcdef -Model m -PersistKey -WarningAction SilentlyContinue
            ConvertTo-Json @{ Batch = (Get-QwenBatch files).Path } -Compress
            """);

        var folder = seen.Text("Batch");
        var data = Path.GetDirectoryName(Path.GetDirectoryName(folder))!;
        var own = Path.Join(pwsh.Home, ".qwen");
        string[] files = [.. Directory.GetFiles(own), .. Directory.GetFiles(folder)];
        var names = files.Select(file => Path.GetRelativePath(file.StartsWith(own, StringComparison.Ordinal) ? pwsh.Home : data, file).Replace('\\', '/')).ToList();
        names.ShouldContain(".qwen/.env");
        names.ShouldContain(".qwen/settings.json");
        names.ShouldContain(".qwen/oauth_creds.json");
        names.ShouldContain("batches/files/1.output.jsonl");
        names.ShouldContain("batches/files/receipt.lock");
        names.Where(name => !Patterns().Any(pattern => Regex.IsMatch(name, pattern))).ShouldBeEmpty();
        Directory.GetFiles(pwsh.Project).Select(Path.GetFileName).ShouldBe(["run.jsonl", "out.jsonl"], ignoreOrder: true);
        if (OperatingSystem.IsWindows())
            return;

        // The stage wrote the credential.
        foreach (var file in files.Concat(Directory.GetFiles(pwsh.Project)).Where(file => Path.GetFileName(file) != "oauth_creds.json"))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [PwshFact]
    public async Task What_is_to_be_removed_as_the_guide_shows_is_gone_also_a_hidden_lock_that_a_killed_process_left()
    {
        using var pwsh = new PwshRun();
        var line = GuideSource.Text.Split('\n').Single(text => text.StartsWith("Get-Item (Join-Path ", StringComparison.Ordinal));

        var seen = await pwsh.JsonAsync($$"""
            $folder = Join-Path ([Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')) QwenCode
            $null = New-Item -ItemType Directory (Join-Path $folder conversations)
            Set-Content (Join-Path $folder conversations .0123456789abcdef.lock) ''
            {{line}}
            ConvertTo-Json -Compress @{ IsLeft = Test-Path $folder }
            """);

        seen.Flag("IsLeft").ShouldBeFalse();
    }

    // The names in the first column.
    private static IEnumerable<string> Patterns() =>
        from section in GuideSource.Sections
        where section.Title == "Files that are written"
        from line in section.Lines
        where line.StartsWith("| `", StringComparison.Ordinal)
        from name in GuideSource.Code(line.Split(" | ")[0])
        select $"(^|/){Placeholder().Replace(Regex.Escape(name.Replace("~/", "", StringComparison.Ordinal)), "[^/]+")}$";

    [GeneratedRegex(@"<[a-z]+>|\\\*")]
    private static partial Regex Placeholder();
}
