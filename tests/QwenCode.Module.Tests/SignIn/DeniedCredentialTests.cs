namespace QwenCode.ModuleTests.SignIn;

/// <summary>A cached credential in a folder that this account may not read.</summary>
public sealed class DeniedCredentialTests
{
    [PwshFact]
    public async Task A_credential_that_cannot_be_seen_is_not_taken_for_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithLogin(server);
        var credential = Path.Join(pwsh.Home, ".qwen", "oauth_creds.json");
        var file = pwsh.Write("denied.ps1", $$"""
            Import-Module '{{ModulePackage.Manifest}}'
            chmod 000 ~/.qwen
            try { Disconnect-Qwen -RemoveCredential -Confirm:$false -ErrorAction Stop; 'removed' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" }
            chmod 700 ~/.qwen
            """);

        var result = await pwsh.RunFileUnderModesAsync(file);

        result.Output.Trim().ShouldStartWith($"CredentialFileUnwritable The credential file {credential} cannot be removed: access is denied. A credential in it stays valid:");
        File.Exists(credential).ShouldBeTrue();
    }
}
