using System.Globalization;
using QwenCode.ModuleTests.GetQwenConversation;

namespace QwenCode.ModuleTests.Showing;

/// <summary>Times in cultures with a calendar or separators of their own.</summary>
public sealed class CalendarTests
{
    [PwshTheory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("fi-FI")]
    public async Task Views_show_the_Gregorian_calendar(string culture)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Batches = BatchRules.OpenAI, Models = ["qwen3-max"] });
        using var pwsh = new PwshRun().WithLogin(server);
        pwsh.Write("project/.env", $"OPENAI_API_KEY=sk-0123456789abcdef0123456789abcdef\nOPENAI_BASE_URL={server.BaseUrl}\nOPENAI_MODEL=qwen3-max\n");
        new SavedTalks(pwsh).Save("talk", pwsh.Project, "Why?");

        var seen = await pwsh.JsonAsync($$"""
            $objects = [ordered]@{ Answer = Invoke-QwenChat hi; Batch = 'a' | Start-QwenBatch -Name b; Model = Get-QwenModel; Talk = Get-QwenConversation }
            $null = Wait-QwenBatch b | Receive-QwenBatch
            $objects.Batch = Get-QwenBatch b
            Set-QwenAuth -Method OAuth
            $objects.Auth = Get-QwenAuth
            $objects.Copy = $objects.Batch | ForEach-Object { $_ | Export-Clixml b.xml; Import-Clixml b.xml }
            function Show-All { foreach ($name in $objects.Keys) { $objects[$name] | Format-List -Force | Out-String -Width 200; $objects[$name] | Format-Table -Force | Out-String -Width 200 }; $objects.Auth | Out-String -Width 200 }
            [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
            $expected = @(Show-All)
            [cultureinfo]::CurrentCulture = '{{culture}}'
            @{ Expected = $expected; Actual = @(Show-All) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Actual").Select(Times).ShouldBe(seen.Texts("Expected").Select(Times));
        seen.Texts("Expected").Sum(text => Times(text).Length).ShouldBeGreaterThan(15);
    }

    [PwshFact]
    public void No_view_formats_a_time_itself() =>
        File.ReadAllText(Path.Join(Path.GetDirectoryName(ModulePackage.Manifest), "lib", "QwenCode.Format.ps1xml")).ShouldNotContain("{0:");

    // A duration may have another decimal separator.
    private static string[] Times(string text) => [.. text.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => DateTime.TryParseExact(word, ["yyyy-MM-dd", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))];
}
