using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QwenCode.ModuleTests.Showing;

/// <summary>What models, services, files and folders say reaches no terminal as it is.</summary>
public sealed partial class ForeignTextTests
{
    private const string Clipboard = "\u001b]52;c;cm0gLXJmIH4=\u0007";

    // Neither UTF-8 nor names of files can hold halves of pairs, and variables and names no NUL.
    private static readonly string Foreign = Clipboard + string.Concat(
        Enumerable.Range(1, 0xFFFF).Concat(Enumerable.Range(0xE0000, 0x80)).Where(IsForeign).Select(value => $"m{char.ConvertFromUtf32(value)}"));

    [PwshFact]
    public async Task Views_and_errors_show_control_and_formatting_characters_visibly_and_serialized_objects_are_unchanged()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(ForeignTextScript.Views);

        var views = seen.List("Seen").Select(view => (Name: view.Text("Name"), Raw: view.Text("Raw"), IsEscaped: view.GetProperty("IsEscaped").GetBoolean())).ToList();
        views.Where(view => view.Raw.Length > 0).Select(view => $"{view.Name}: {view.Raw}").ShouldBeEmpty();
        views.Count(view => view.Name.StartsWith("error ", StringComparison.Ordinal)).ShouldBeGreaterThan(4 * 40);
        seen.Texts("Lost").ShouldBeEmpty("a property is missing in QwenCode.Types.ps1xml");
        foreach (var type in seen.Texts("Types").Except(["TokenUsage"]))
            views.ShouldContain(view => view.Name.StartsWith($"{type} ", StringComparison.Ordinal) && view.IsEscaped, type);
    }

    [Fact]
    public void Each_column_of_each_view_is_cleaned()
    {
        var format = XDocument.Load(Path.Join(Repository.Root, "src", "QwenCode", "QwenCode.Format.ps1xml"));
        var items = format.Descendants().Where(element => element.Name.LocalName is "TableColumnItem" or "ListItem" or "WideItem" or "ExpressionBinding").ToList();

        items.Count.ShouldBeGreaterThan(150);
        items.Where(item => item.Element("ScriptBlock") is { } script ? !IsCleaned(script.Value.Trim()) : (item.Element("CustomControlName") ?? item.Element("CustomControl")) is null).Select(item => $"{item}").ShouldBeEmpty("only what View.Shown gives may be shown");
        var controls = format.Root!.Element("Controls")!.Elements("Control").Select(control => control.Element("Name")!.Value).ToList();
        items.Select(item => item.Element("CustomControlName")?.Value).OfType<string>().Except(controls).ShouldBeEmpty("the entries of a shared control are among the items");
    }

    [PwshFact]
    public async Task The_text_of_a_model_is_shown_harmlessly_and_its_property_is_unchanged()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => $"one {Foreign}\r\n{Foreign}\r two", Models = ["qwen3-max", Foreign] });
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("""
            $VerbosePreference = 'Continue'
            $answer = Invoke-QwenChat hi
            $answer
            $answer.Conversation
            $answer | Format-Table
            $answer | Format-List
            Invoke-QwenChat hi -Stream
            $live = Invoke-QwenChat hi -Live
            $model = (Get-QwenModel)[1].Id
            Get-QwenModel
            Set-QwenAuth -Model $model -WhatIf
            Set-QwenAuth -Model $model
            $null = Invoke-QwenChat hi
            Get-QwenAuth
            Get-QwenAuth | Format-Table
            (Get-QwenAuth).Sources
            "raw: $($answer.Text.Contains("$([char] 27)]52;c;")) $($live.Text -ceq $answer.Text) $($model.Contains([char] 0x202E)) $("$answer" -ceq $answer.Text)"
            """);

        Raw(result.Output).ShouldBeEmpty();
        Raw(result.Errors).ShouldBeEmpty();
        result.Output.ShouldContain(@"\u001B]52;c;cm0gLXJmIH4=\u0007");
        result.Output.ShouldContain("raw: True True True True");
    }

    [PwshFact]
    public async Task Headers_and_errors_of_a_service_are_truncated_and_shown_harmlessly()
    {
        var header = string.Concat(Enumerable.Range(1, 0xFF).Where(value => IsForeign(value) && value is not ('\r' or '\n')).Select(value => $"m{(char)value}"));
        var words = JsonSerializer.Serialize(new { error = new { message = Foreign, code = Foreign }, request_id = Foreign });
        var many = string.Concat(Enumerable.Repeat("x", 30_000));
        string[] answers =
        [
            RawService.Answer("302 Found", $"Location: /{header}{many}\r\nx-request-id: {header}{many}\r\n", ""),
            RawService.Answer("307 T", $"Location: https://h.example/{header}?a={header}\r\n", ""),
            RawService.Answer("400 Bad", "Content-Type: application/json\r\n", words),
            RawService.Answer("401 No", $"x-request-id: {header}\r\n", Foreign),
            RawService.Answer("429 No", $"Retry-After: {header}\r\n", words),
            RawService.Answer("403 No", "Content-Type: text/html\r\n", $"<html><title>{Foreign}</title></html>"),
            RawService.Answer("200 OK", $"Content-Type: text/{header}{many}\r\n", Foreign),
            RawService.Answer($"200 {Clipboard}", "Content-Type: application/json\r\n", words),
            $"HTTP/1.1 {Clipboard}\r\n\r\n",
            $"HTTP/1.1 200 OK\r\n{Clipboard}\r\n\r\n",
        ];
        using var service = new RawService(answers);
        using var pwsh = new PwshRun().With("OPENAI_BASE_URL", service.BaseUrl).With("OPENAI_API_KEY", "sk-for-the-test").With("OPENAI_MODEL", "m").With("COUNT", $"{answers.Length}");

        var result = await pwsh.RunAsync("""
            foreach ($ErrorView in @('ConciseView', 'NormalView') * ($env:COUNT / 2)) {
                try { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -ErrorAction Stop } catch { $_; "length: $("$_".Length)"; $_.Exception; $_.Exception | Format-List; $_.Exception.InnerException }
            }
            """);

        Raw(result.Output).ShouldBeEmpty();
        Raw(result.Errors).ShouldBeEmpty();
        Lengths().Count(result.Output).ShouldBe(answers.Length, result.ToString());
        Lengths().Matches(result.Output).ShouldAllBe(length => int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) < 1500);
        result.Output.ShouldContain(@"\u001B]52;c;cm0gLXJmIH4=\u0007");
    }

    [PwshFact]
    public async Task Names_of_folders_and_files_are_shown_harmlessly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Such names are not allowed on Windows.");
        using var pwsh = new PwshRun();
        var names = Foreign.Chunk(60).Select(name => new string(name)).ToList();
        var folder = pwsh.MakeDirectory(Path.Join(["project", .. names]));
        Directory.CreateDirectory(Path.Join(folder, ".qwen", ".env"));
        await File.WriteAllTextAsync(Path.Join(folder, ".env"), "OPENAI_API_KEY=sk-of-the-file\nOPENAI_MODEL=\nsecond line\nA\u200dB\u00adC=1\n", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Join(folder, names[0]), [0, 1, 2], TestContext.Current.CancellationToken);

        var result = await pwsh.With("FOLDER", folder).With("FILE", names[0]).RunAsync("""
            $VerbosePreference = 'Continue'
            Set-Location -LiteralPath $env:FOLDER
            Get-QwenEnvSource
            Get-QwenEnvSource -All | Format-Table
            Get-QwenEnvSource | Format-List
            (Get-QwenEnvSource).Variables
            (Get-QwenEnvSource).Warnings
            Import-QwenEnv -WhatIf
            Get-QwenEnvSource -EnvSyntax DotNetEnv
            Get-QwenEnvSource "./$env:FILE"
            Get-QwenEnvSource "./no$env:FILE"
            $context = Get-QwenAuth
            $context
            $context.Sources
            $context.KeySource, $context.Sources.Source, "$context"
            Invoke-QwenChat hi -LiteralPath "./$env:FILE"
            Invoke-QwenChat hi -LiteralPath "./no$env:FILE"
            try { Invoke-QwenChat hi -Image "./$env:FILE" } catch { $_ }
            try { Invoke-QwenChat hi -Schema "./no$env:FILE" } catch { $_ }
            try { Set-QwenAuth -Provider $env:FILE } catch { $_ }
            try { Set-QwenAuth -BaseUrl $env:FILE } catch { $_ }
            try { Connect-Qwen -ApiKey sk-0123456789 -BaseUrl http://127.0.0.1:9/v1 -Model $env:FILE } catch { $_ }
            $env:QWEN_HOME = "$env:FOLDER"
            try { Set-QwenAuth -Method OAuth -Persist -WhatIf; Set-QwenAuth -Method OAuth; Invoke-QwenChat hi } catch { $_ }
            Disconnect-Qwen -RemoveCredential
            Set-Content -LiteralPath settings.json '{'
            try { Get-QwenAuth } catch { $_ }
            'end'
            """);

        Raw(result.Output).ShouldBeEmpty();
        Raw(result.Errors).ShouldBeEmpty();
        result.Output.TrimEnd().ShouldEndWith("end");
        Regex.Count(result.Output + result.Errors, Regex.Escape(@"\u001B]52;c;")).ShouldBeGreaterThan(20);
    }

    [PwshFact]
    public async Task A_completion_shows_foreign_names_harmlessly_and_inserts_them_correctly()
    {
        string[] models = [Foreign, "a\u001b$x`\"“”'’", "می‌خواهم", "👩‍🚀", "plain"];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Models = models, Reply = _ => Foreign });
        using var pwsh = new PwshRun().WithServer(server);
        var file = OperatingSystem.IsWindows() ? "a\u200b\u202e.txt" : Foreign[..60];
        pwsh.Write($"project/{file}", "text");

        var seen = await pwsh.JsonAsync(ArgumentCompletion.Tab.Functions + ForeignTextScript.Characters + """
            Remove-Item script1.ps1 -ErrorAction Ignore
            $answer = Invoke-QwenChat hi
            Set-Variable "harmless" $answer
            Set-Variable "a$([char] 0x200B)b" $answer
            $found = 'Invoke-QwenChat hi -Model ¦', 'Invoke-QwenChat hi -LiteralPath ¦', 'Invoke-QwenChat hi -Conversation ¦', 'Get-QwenModel ¦' | ForEach-Object { (Find-Completion $_).CompletionMatches }
            @{
                Raw    = @($found | ForEach-Object { Test-Text $_.ListItemText "$($_.CompletionText) $($_.ListItemText) $($_.ToolTip)" } | Where-Object Raw | ForEach-Object { "$($_.Name): $($_.Raw)" })
                Count  = $found.Count
                Models = @((Find-Completion 'Invoke-QwenChat hi -Model ¦').CompletionMatches | ForEach-Object { Invoke-Expression "Write-Output $($_.CompletionText)" })
                Files  = @((Find-Completion 'Invoke-QwenChat hi -LiteralPath ¦').CompletionMatches | ForEach-Object { Invoke-Expression "Get-Content -LiteralPath $($_.CompletionText)" })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Raw").Where(found => !found.StartsWith("می‌خواهم", StringComparison.Ordinal) && !found.StartsWith("👩‍🚀", StringComparison.Ordinal)).ShouldBeEmpty();
        seen.Texts("Models").ShouldBe(models, ignoreOrder: true);
        seen.Texts("Files").ShouldContain("text");
        seen.Number("Count").ShouldBe((2 * models.Length) + 3);
    }

    [PwshFact]
    public async Task A_sign_in_screen_shows_page_and_code_harmlessly()
    {
        await using var stage = await SignIn.SignInStage.StartAsync();
        stage.Server.Options.OAuth.DeviceFaults.Enqueue(Fault.RawJson(JsonSerializer.Serialize(new
        {
            device_code = "d",
            user_code = Foreign[..40],
            verification_uri = $"{stage.Server.Origin}{Foreign[..100]}?{Foreign[..100]}",
            verification_uri_complete = $"https://user:pass@\u0430pi.example:8443/{Foreign[..100]}?{Foreign[..100]}",
            expires_in = 60,
            interval = 1,
        })));

        var result = await stage.Pwsh.RunAsync("Connect-Qwen -Method OAuth -AllowNonInteractive -Verbose");

        Raw(result.Output).ShouldBeEmpty();
        Raw(result.Errors).ShouldBeEmpty();
        result.Output.ReplaceLineEndings("").ShouldContain("xn--pi-6kc.example:8443", customMessage: result.ToString());
        result.Output.ShouldContain($"\n{stage.Server.Origin}");
        result.Output.ShouldContain(@"Code: \u001B]52;c;cm0gLXJmIH4=\u0007m\u0001m\u0002");
        result.Output.ShouldNotContain("user:pass");
    }

    [Fact]
    public void Cmdlets_write_to_the_host_and_the_streams_only_through_cleaning_methods()
    {
        var sources = Directory.GetFiles(Path.Join(Repository.Root, "src", "QwenCode"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();

        sources.Count.ShouldBeGreaterThan(50);
        foreach (var (pattern, files) in new[] { (@"\bWriteInformation\(|\bbase\.(Write|Should)|new HostInformationMessage", "OutputCommand.cs"), (@"\b(PS)?Cmdlet command\b", "FilePaths.cs") })
            sources.Where(file => Regex.IsMatch(File.ReadAllText(file), pattern)).Select(Path.GetFileName).ShouldBe([files]);
    }

    // The first few are enough, in a format that controls no terminal of a developer.
    private static IEnumerable<string> Raw(string text) => RawCharacter().Matches(text).Take(3)
        .Select(match => JsonSerializer.Serialize($"{match.Value} after {text[Math.Max(0, match.Index - 200)..match.Index]}"));

    // What is read of the object comes from View.Shown; a control shows a text unchanged.
    private static bool IsCleaned(string script) => script == "$_" || (script.Length > 0 && !Shown().Replace(script, "").AsSpan().ContainsAny("_[]"));

    [GeneratedRegex(@"\[QwenCode\.Views\.View\]::Shown\[\$_(\.Usage)?\]\.\w+")]
    private static partial Regex Shown();

    private static bool IsForeign(int value) => CharUnicodeInfo.GetUnicodeCategory(value) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}-[\r\n\t]]")]
    private static partial Regex RawCharacter();

    [GeneratedRegex("length: ([0-9]+)")]
    private static partial Regex Lengths();
}
