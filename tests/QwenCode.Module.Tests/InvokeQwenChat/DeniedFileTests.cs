namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Files that this account may not read.</summary>
public sealed class DeniedFileTests
{
    [PwshFact]
    public async Task A_file_that_may_not_be_read_is_reported_with_the_advice_to_check_the_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        var text = pwsh.Write("project/denied.txt", "text");
        var schema = pwsh.Write("project/denied.json", "{}");
        var inside = pwsh.Write("project/denied/a.txt", "text");
        var file = pwsh.Write("denied.ps1", $$"""
            Import-Module '{{ModulePackage.Manifest}}'
            function Show([scriptblock] $step) { try { & $step } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" } }
            $ErrorActionPreference = 'Stop'
            chmod 000 denied.txt denied.json denied
            Show { Invoke-QwenChat Read -Path denied.txt }
            Show { Get-Item denied.txt | Invoke-QwenChat Read }
            Show { Invoke-QwenChat Read -Image denied.txt }
            Show { Invoke-QwenChat Read -Schema denied.json }
            Show { Invoke-QwenChat Read -Path denied/a.txt }
            Show { Receive-QwenBatch -Path denied.json }
            Show { Receive-QwenBatch -Path denied/a.txt }
            chmod 700 denied
            """);

        var result = await pwsh.RunFileUnderModesAsync(file);

        const string Advice = "access is denied. Check its permissions, and that no other program has it open.";
        var error = $"InvalidInput {text} was not sent: {Advice}";
        result.Output.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe(
        [
            error, error, error, $"InvalidParameter -Schema names {schema}, which cannot be used: {Advice}",
            $"InvalidInput {inside} was not sent: {Advice}", $"BatchFileInvalid {schema} cannot be read as results of a batch: {Advice}", $"BatchFileInvalid {inside} cannot be read as results of a batch: {Advice}",
        ]);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task What_is_in_a_directory_that_may_not_be_read_is_not_reported_as_missing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        var schema = pwsh.Write("project/locked/f.json", "{}");
        var folder = Path.GetDirectoryName(schema);
        var file = pwsh.Write("denied.ps1", $$"""
            Import-Module '{{ModulePackage.Manifest}}'
            function Show([scriptblock] $step) { try { & $step } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" } }
            $ErrorActionPreference = 'Stop'
            chmod 000 locked
            Show { Invoke-QwenChat Read -Schema locked/f.json }
            Show { 'a' | Start-QwenBatch Read -Schema locked/f.json }
            Show { Invoke-QwenChat Read -Path locked/*.txt }
            Show { Invoke-QwenChat Read -Path lock*/f.txt }
            Show { Invoke-QwenChat Read -Image locked/*.png }
            Show { Receive-QwenBatch -Path locked/*.jsonl }
            Show { Get-QwenEnvSource -Path locked/inside }
            Show { Invoke-QwenChat Read -Path nothing/*.txt }
            chmod 700 locked
            """);

        var result = await pwsh.RunFileUnderModesAsync(file);

        var schemaError = $"InvalidParameter -Schema names {schema}, which cannot be used: access is denied. Check its permissions, and that no other program has it open.";
        var reason = $"the directory {folder} cannot be read: access is denied. Check the permissions of the directory.";
        result.Output.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe(
        [
            schemaError, schemaError, $"InvalidInput locked/*.txt was not sent: {reason}", $"InvalidInput lock*/f.txt was not sent: {reason}",
            $"InvalidInput locked/*.png was not sent: {reason}", $"BatchFileInvalid locked/*.jsonl cannot be read as results of a batch: {reason}",
            $"InvalidInput The directory {folder}/inside cannot be read: access is denied. Check its permissions, and those of the directories above it.",
            "InvalidInput nothing/*.txt was not sent: it does not exist. Check the path; Get-ChildItem lists the files of a directory.",
        ]);
        server.Requests.ShouldBeEmpty();
    }
}
