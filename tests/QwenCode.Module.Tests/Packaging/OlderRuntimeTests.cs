namespace QwenCode.ModuleTests.Packaging;

/// <summary>The packaged assemblies on the runtimes of PowerShell 7.4 and 7.5, whose own assemblies are older than those that the packages require.</summary>
public sealed class OlderRuntimeTests
{
    private static readonly string Host = Path.Join(
        AppContext.BaseDirectory.Replace("QwenCode.Module.Tests", "QwenCode.Net8Host", StringComparison.Ordinal).Replace("net10.0", "net8.0", StringComparison.Ordinal),
        "QwenCode.Net8Host.dll");

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public async Task The_package_contains_all_that_the_runtime_of_an_older_PowerShell_lacks(int major)
    {
        var runtime = await DotNetRuntime.FindAsync(major);
        await using var server = await LoopbackServer.StartAsync();
        using var place = new PwshRun().With("IDENTITY_ENDPOINT", new Uri(server.Origin, "msi/token").AbsoluteUri).With("IDENTITY_HEADER", "header");
        place.Write("project/.env", $"""
            SERVER={server.BaseUrl.AbsoluteUri}
            OPENAI_BASE_URL=$SERVER
            OPENAI_API_KEY="sk-from-the-file"
            OPENAI_MODEL=qwen3-max
            """);

        using var process = new PwshProcess(
            place.Prepare(runtime.Program, "exec", "--fx-version", runtime.Version, Host, Path.Join(ModulePackage.Folder, "lib")));
        var seen = (await process.EndAsync()).Json;

        seen.Text("Runtime").ShouldBe(runtime.Version);
        seen.Text("KeySource").ShouldContain(".env");
        seen.Text("Text").ShouldBe("You said: hi");
        seen.Texts("Pieces").Length.ShouldBeGreaterThan(2);
        string.Concat(seen.Texts("Pieces")).ShouldBe(seen.Text("Streamed"));
        seen.Text("Streamed").ShouldBe("You said: hi");
        seen.Texts("Models").ShouldBe(server.Options.Models, ignoreOrder: true);
        seen.Number("QrCode").ShouldBeGreaterThan(10);
        seen.Text("Entra").ShouldBe("CredentialRejected");
        server.Requests.ShouldContain(request => request.Path == "/msi/token" && request.Headers["X-IDENTITY-HEADER"] == "header");

        // Pictures of QR codes, which the module does not draw.
        seen.Texts("Unresolved").ShouldBe(["QRCoder: System.Drawing.Common"]);
    }
}
