using QwenCode.ModuleTests.GetQwenConversation;

namespace QwenCode.ModuleTests.GetQwenBatch;

/// <summary>Folders that this account may not read.</summary>
public sealed class DeniedFolderTests
{
    [PwshFact]
    public async Task A_batch_whose_folder_may_not_be_read_is_reported_and_is_neither_missing_nor_said_to_be_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var pwsh = new PwshRun { HasOwnProcess = true };
        var batches = Path.Join(Path.GetDirectoryName(new SavedTalks(pwsh).Folder), "batches");
        var folder = Directory.CreateDirectory(Path.Join(batches, "denied")).FullName;
        await File.WriteAllTextAsync(Path.Join(folder, "batch.json"), "{}", TestContext.Current.CancellationToken);
        var file = pwsh.Write("denied.ps1", $$"""
            Import-Module '{{ModulePackage.Manifest}}'
            function Show([scriptblock] $step) { try { & $step } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" } }
            $ErrorActionPreference = 'Stop'
            chmod 000 '{{folder}}'
            Show { Get-QwenBatch }
            Show { Get-QwenBatch denied }
            Show { Remove-QwenBatch denied -Force }
            chmod 700 '{{folder}}'
            """);

        var result = await pwsh.RunFileUnderModesAsync(file);

        var error = $"BatchFileInvalid {Path.Join(folder, "batch.json")} cannot be read: access is denied. Check its permissions, and that no other program has it open.";
        result.Output.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe([error, error, error]);
        File.Exists(Path.Join(folder, "batch.json")).ShouldBeTrue();
    }
}
