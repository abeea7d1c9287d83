namespace QwenCode.ModuleTests.Loading;

/// <summary>Two copies of the module in one process: installed and clone, old and new version.</summary>
public sealed class SecondCopyTests
{
    private const string Import =
        """
        function Import-Copy($name) {
            try { Import-Module (Join-Path $PWD.Path .. $name QwenCode.psd1); 'imported' } catch { $_.Exception.Message }
        }
        """;

    [PwshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_copy_is_rejected_and_the_first_one_still_works(bool otherBuild)
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };
        var first = ModulePackage.CopyTo(pwsh.MakeDirectory("first"));
        var second = ModulePackage.CopyTo(pwsh.MakeDirectory("second"));
        if (otherBuild)
            OtherBuild.ChangeAll(Path.Join(second, "lib"));

        var seen = await pwsh.JsonAsync(Import +
            """
            $null = Import-Copy first
            @{
                Refused = Import-Copy second
                Modules = @(Get-Module QwenCode | ForEach-Object ModuleBase)
                Status  = "$((Get-QwenAuth).Status)"
                Views   = @(Get-TypeData QwenCode.*).Count
                Removed = Remove-Module QwenCode; Again = Import-Copy second
                Left    = @(Get-TypeData QwenCode.*).Count
                Back    = Import-Copy first
                Forced  = & { Import-Module ../first/QwenCode.psd1 -Force -ErrorAction Stop; 'imported' }
            } | ConvertTo-Json -Compress
            """,
            import: false);

        var sentence = $"Another copy of QwenCode is loaded in this process, from '{first}'. Start a new PowerShell session to import the one in '{second}'.";
        seen.Text("Refused").ShouldBe(sentence);
        seen.Texts("Modules").ShouldBe([first]);
        seen.Text("Status").ShouldBe("NoAuthentication");
        seen.Number("Views").ShouldBePositive();
        seen.Text("Again").ShouldBe(sentence, "the process holds the assemblies of a removed module");
        seen.Number("Left").ShouldBe(0);
        seen.Text("Back").ShouldBe("imported");
        seen.Text("Forced").ShouldBe("imported");
    }

    [PwshFact]
    public async Task Each_copy_imports_alone()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };
        OtherBuild.ChangeAll(Path.Join(ModulePackage.CopyTo(pwsh.MakeDirectory("second")), "lib"));

        (await pwsh.RunAsync(Import + "Import-Copy second; (Get-QwenAuth).Status", import: false)).Output.ShouldBe("imported\nNoAuthentication\n");
    }

    [PwshFact]
    public async Task Of_two_builds_that_are_imported_at_once_one_is_rejected()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };
        ModulePackage.CopyTo(pwsh.MakeDirectory("first"));
        OtherBuild.ChangeAll(Path.Join(ModulePackage.CopyTo(pwsh.MakeDirectory("second")), "lib"));

        var seen = await pwsh.JsonAsync("""
            $start = [Threading.Barrier]::new(4)
            $imports = foreach ($name in 'first', 'second', 'first', 'second') {
                $shell = [powershell]::Create().AddScript('param($start, $path) $start.SignalAndWait(); try { Import-Module $path -ErrorAction Stop; $path } catch { $_.Exception.Message }')
                $null = $shell.AddArgument($start).AddArgument("$(Resolve-Path "../$name/QwenCode.psd1")")
                @{ Shell = $shell; Result = $shell.BeginInvoke() }
            }
            ConvertTo-Json -Compress @($imports.ForEach{ "$($_.Shell.EndInvoke($_.Result))" })
            """, import: false);

        seen.Texts().Count(text => text.EndsWith("QwenCode.psd1", StringComparison.Ordinal)).ShouldBe(2);
        seen.Texts().Count(text => text.StartsWith("Another copy of QwenCode is loaded in this process", StringComparison.Ordinal)).ShouldBe(2);
    }
}
