namespace QwenCode.ModuleTests.Loading;

/// <summary>Other modules that loaded other versions of the same packages.</summary>
public sealed class ForeignAssemblyTests
{
    [PwshTheory]
    [InlineData("0.0.0.1")]
    [InlineData("99.0.0.0")]
    public async Task The_module_works_with_other_versions_of_its_packages_already_loaded(string version)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        string[] names = ["System.ClientModel", "OpenAI", "Microsoft.Identity.Client", "DotNetEnv"];
        foreach (var name in names)
            FakeAssembly.Write(Path.Join(pwsh.Root, "fakes"), name, version);
        FakeAssembly.Write(Path.Join(pwsh.Root, "fake-json"), "System.Text.Json", version);

        var seen = await pwsh.JsonAsync(
            """
            $loaded = @(Get-ChildItem ../fakes/*.dll | ForEach-Object { [Reflection.Assembly]::LoadFrom($_.FullName) })
            $context = [Runtime.Loader.AssemblyLoadContext]::new('somebody else')
            $loaded += $context.LoadFromAssemblyPath((Get-Item ../fake-json/System.Text.Json.dll).FullName)
            Import-Module $manifest
            @{
                Fakes  = @($loaded | ForEach-Object { $_.GetName().Name + ' ' + $_.GetName().Version })
                Text   = Invoke-QwenChat hi | ForEach-Object Text
                Models = @(Get-QwenModel).Count
            } | ConvertTo-Json -Compress
            """,
            import: false);

        seen.Texts("Fakes").ShouldBe([.. names.Append("System.Text.Json").Select(name => $"{name} {version}")], ignoreOrder: true);
        seen.Text("Text").ShouldBe("You said: hi");
        seen.Number("Models").ShouldBe(server.Options.Models.Count);
    }
}
