namespace QwenCode.ModuleTests.Showing;

/// <summary>What objects show beside objects of other types, for which PowerShell does not use their views.</summary>
public sealed class SummaryTests
{
    [PwshFact]
    public async Task Objects_of_several_types_are_each_told_in_a_line_with_what_matters()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("NO_COLOR", "1");
        pwsh.Write("project/.env", "SOME_NAME=1");
        pwsh.Write("home/.qwen/settings.json", """{ "modelProviders": { "openai": [{ "id": "m-one", "baseUrl": "https://one.example/v1", "envKey": "K_ONE" }] } }""");

        var shown = (await pwsh.RunAsync("Get-Culture; Get-QwenAuth; Get-QwenModel -Configured; Get-QwenModel | Select-Object -First 1; Get-QwenEnvSource; New-QwenTool Get-Item -Parameter Path")).Output;

        shown.ShouldContain("Ready: ApiKey at Custom");
        shown.ShouldContain("process variable OPENAI_API_KEY");
        shown.ShouldContain("m-one: ");
        shown.ShouldContain("K_ONE");
        shown.ShouldContain("SOME_NAME");
        shown.ShouldContain("Get-Item: ");
    }
}
