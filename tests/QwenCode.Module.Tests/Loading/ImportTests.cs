namespace QwenCode.ModuleTests.Loading;

/// <summary>Importing and removing, and which assemblies come with it. A PowerShell that is a .NET tool has the runtime elsewhere than in its home.</summary>
public sealed class ImportTests
{
    [PwshFact]
    public async Task Importing_loads_no_assembly_of_a_package()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var names = await pwsh.JsonAsync(
            """
            $before = [AppDomain]::CurrentDomain.GetAssemblies()
            Import-Module $manifest
            $new = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_ -notin $before -and $_.Location -and (Split-Path $_.Location) -notin $PSHOME, (Split-Path ([object].Assembly.Location)) }
            ConvertTo-Json -Compress @($new | ForEach-Object { Split-Path -Leaf $_.Location })
            """,
            import: false);

        names.Texts().ShouldBe(["QwenCode.Import.dll", "QwenCode.dll", "QwenCode.Core.dll"], ignoreOrder: true);
    }

    [PwshFact]
    public async Task A_prefix_applies_to_all_cmdlets()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var seen = await pwsh.JsonAsync(
            """
            Import-Module $manifest -Prefix My
            $cmdlets = (Import-PowerShellDataFile $manifest).CmdletsToExport
            @{ Missing = @($cmdlets | Where-Object { -not (Get-Command ($_ -replace 'Qwen', 'MyQwen') -ErrorAction Ignore) }); Status = "$((Get-MyQwenAuth).Status)" } | ConvertTo-Json -Compress
            """,
            import: false);

        seen.Texts("Missing").ShouldBeEmpty();
        seen.Text("Status").ShouldBe("NoAuthentication");
    }

    [PwshFact]
    public async Task After_a_chat_every_package_is_in_a_load_context_of_its_own()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $text = Invoke-QwenChat hi | ForEach-Object Text
            $folder = Join-Path (Split-Path $manifest) lib Connectors
            $ours = (Get-ChildItem $folder -Filter *.dll).BaseName
            $loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in $ours } | ForEach-Object {
                [pscustomobject]@{
                    Name    = $_.GetName().Name
                    Context = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name
                    Home    = (Split-Path $_.Location) -in $PSHOME, (Split-Path ([object].Assembly.Location))
                }
            }
            @{
                Text    = $text
                Foreign = @($loaded | Where-Object { $_.Context -eq 'Default' -and -not $_.Home } | ForEach-Object Name)
                Private = @($loaded | Where-Object { $_.Context -eq 'QwenCode.Connectors' } | ForEach-Object Name)
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Text").ShouldBe("You said: hi");
        seen.Texts("Foreign").ShouldBeEmpty();
        string[] packages = ["QwenCode.Connectors", "OpenAI", "System.ClientModel"];
        packages.ShouldBeSubsetOf(seen.Texts("Private"));
    }

    [PwshFact]
    public async Task A_runtime_as_new_as_the_packages_provides_the_only_System_Text_Json()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $null = Invoke-QwenChat hi
            $shipped = [Reflection.AssemblyName]::GetAssemblyName((Join-Path (Split-Path $manifest) lib Connectors System.Text.Json.dll)).Version
            $loaded = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'System.Text.Json' })
            @{
                RuntimeIsAsNew = [System.Text.Json.JsonDocument].Assembly.GetName().Version -ge $shipped
                Folders        = @($loaded | ForEach-Object { Split-Path $_.Location })
                Home           = Split-Path ([object].Assembly.Location)
            } | ConvertTo-Json -Compress
            """);

        Assert.SkipUnless(seen.Flag("RuntimeIsAsNew"), "this PowerShell's runtime brings an older System.Text.Json");
        seen.Texts("Folders").ShouldBe([seen.Text("Home")]);
    }

    [PwshFact]
    public async Task The_module_can_be_imported_again_after_its_removal_without_the_key()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.With("SERVER", server.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-explicit -BaseUrl $env:SERVER -Model qwen3-max
            $first = Invoke-QwenChat one | ForEach-Object Text
            Remove-Module QwenCode
            $gone = -not (Get-Command Invoke-QwenChat -ErrorAction Ignore -CommandType Cmdlet -Module QwenCode)
            Import-Module $manifest
            $method = (Get-QwenAuth).Method
            $null = Connect-Qwen -ApiKey sk-explicit -BaseUrl $env:SERVER -Model qwen3-max
            $second = Invoke-QwenChat two | ForEach-Object Text
            @{ First = $first; Second = $second; Gone = @(Get-Module QwenCode).Count; Forgotten = $null -eq $method } | ConvertTo-Json -Compress
            """);

        seen.Text("First").ShouldBe("You said: one");
        seen.Text("Second").ShouldBe("You said: two");
        seen.Flag("Forgotten").ShouldBeTrue();
    }
}
