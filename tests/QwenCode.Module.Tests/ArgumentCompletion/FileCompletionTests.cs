namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>Files and folders, each parameter by what it takes.</summary>
public sealed class FileCompletionTests
{
    [PwshFact]
    public async Task Each_parameter_offers_folders_and_the_files_that_it_accepts()
    {
        using var pwsh = new PwshRun();
        pwsh.MakeDirectory("project/more files");
        pwsh.Write("project/more files/deep.png", new string('x', 4096));
        foreach (var name in new[] { "a[1].png", "b c.JPG", "d.json", "d.txt", "e.pfx", ".hidden.png" })
            pwsh.Write($"project/{name}", "x");
        pwsh.Write("home/portrait.webp", "x");

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            $Error.Clear()
            @{
                Path        = @(Tab 'Invoke-QwenChat hi -Path ¦')
                Escaped     = @(Tab 'Invoke-QwenChat hi -Path A¦ -Stream')
                Pattern     = @(Tab 'Invoke-QwenChat hi -Path d.*¦')
                Literal     = @(Tab 'Invoke-QwenChat hi -LiteralPath a[¦'; Tab 'Invoke-QwenChat hi -LiteralPath "b ¦"')
                Image       = @(Tab 'Invoke-QwenChat hi -Image ¦')
                Deep        = @(Tab "Invoke-QwenChat hi -Image './more files/¦'")
                Hidden      = @(Tab 'Invoke-QwenChat hi -Image .¦')
                Home        = @(Tab 'Invoke-QwenChat hi -Image ~/p¦')
                Certificate = @(Tab 'Connect-Qwen -Method Entra -CertificatePath ¦')
                Folder      = @(Tab 'Get-QwenEnvSource ¦')
                Nowhere     = @(Tab 'Invoke-QwenChat hi -Image no/such/¦'; Tab 'Invoke-QwenChat hi -Path Env:/O¦')
                Tip         = @(Tip "Invoke-QwenChat hi -Image 'more files/d¦'")
                Errors      = $Error.Count
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Path").ShouldBe(Lines("-Path", "'more files'", "'a`[1`].png'", "'b c.JPG'", "d.json", "d.txt", "e.pfx"));
        seen.Texts("Escaped").ShouldBe(["Invoke-QwenChat hi -Path 'a`[1`].png' -Stream"]);
        seen.Texts("Pattern").ShouldBe(Lines("-Path", "d.json", "d.txt"));
        seen.Texts("Literal").ShouldBe(Lines("-LiteralPath", "'a[1].png'", "'b c.JPG'"));
        seen.Texts("Image").ShouldBe(Lines("-Image", "'more files'", "'a[1].png'", "'b c.JPG'"));
        seen.Texts("Deep").ShouldBe(Lines("-Image", "'./more files/deep.png'"));
        seen.Texts("Hidden").ShouldBe(OperatingSystem.IsWindows() ? [] : Lines("-Image", ".hidden.png"));
        seen.Texts("Home").ShouldBe(Lines("-Image", "'~/portrait.webp'"));
        seen.Texts("Certificate").ShouldBe(["Connect-Qwen -Method Entra -CertificatePath 'more files'", "Connect-Qwen -Method Entra -CertificatePath e.pfx"]);
        seen.Texts("Folder").ShouldBe(["Get-QwenEnvSource 'more files'"]);
        seen.Texts("Nowhere").ShouldBeEmpty();
        seen.Texts("Tip").Single().ShouldBe($"deep.png: {Path.Join(pwsh.Project, "more files", "deep.png")}, 4.0 KB");
        seen.Number("Errors").ShouldBe(0);
    }

    private static string[] Lines(string parameter, params string[] ends) => [.. ends.Select(end => $"Invoke-QwenChat hi {parameter} {end}")];
}
