namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>Values that are known without a request.</summary>
public sealed class ChoiceCompletionTests
{
    [PwshFact]
    public async Task Providers_methods_and_other_known_values_are_completed()
    {
        using var pwsh = new PwshRun().With("AZURE_TENANT_ID", "contoso.example");

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            @{
                Providers = @(Tip 'Connect-Qwen -Provider ¦')
                Begun     = @(Tab 'Set-QwenAuth -Provider dash¦ -Persist')
                Quoted    = @(Tab 'Connect-Qwen -Provider "modelsc¦"')
                Methods   = @(Tab 'Connect-Qwen -Method ¦')
                Position  = @(Tab 'Set-QwenAuth oa¦')
                Syntax    = @(Tab 'Set-QwenAuth -EnvSyntax ¦'; Tab 'Get-QwenEnvSource -EnvSyntax dotnet¦')
                Effort    = @(Tab 'Invoke-QwenChat hi -ReasoningEffort m¦')
                Tenant    = @(Tip 'Connect-Qwen -Method Entra -TenantId ¦')
                Scope     = @(Tab 'Connect-Qwen -Method Entra -Scope https://a¦')
                BaseUrl   = @(Tab 'Connect-Qwen -BaseUrl https://dash¦')
            } | ConvertTo-Json -Compress
            """);

        var providers = seen.Texts("Providers");
        providers.ShouldContain("OpenRouter: OpenRouter: https://openrouter.ai/api/v1, key in OPENROUTER_API_KEY");
        providers.ShouldContain("Ollama: Ollama on this machine: http://localhost:11434/v1, no key needed");
        seen.Texts("Begun").ShouldBe(["Set-QwenAuth -Provider DashScope -Persist", "Set-QwenAuth -Provider DashScopeIntl -Persist", "Set-QwenAuth -Provider DashScopeUS -Persist", "Set-QwenAuth -Provider DashScopeHongKong -Persist", "Set-QwenAuth -Provider DashScopeWorkspace -Persist", "Set-QwenAuth -Provider DashScopeBatch -Persist"]);
        seen.Texts("Quoted").ShouldBe(["Connect-Qwen -Provider ModelScope"]);
        seen.Texts("Methods").ShouldBe(["Connect-Qwen -Method ApiKey", "Connect-Qwen -Method Entra", "Connect-Qwen -Method Environment", "Connect-Qwen -Method OAuth"]);
        seen.Texts("Position").ShouldBe(["Set-QwenAuth OAuth"]);
        seen.Texts("Syntax").ShouldBe(["Set-QwenAuth -EnvSyntax Dotenv", "Set-QwenAuth -EnvSyntax DotNetEnv", "Get-QwenEnvSource -EnvSyntax DotNetEnv"]);
        seen.Texts("Effort").ShouldBe(["Invoke-QwenChat hi -ReasoningEffort max", "Invoke-QwenChat hi -ReasoningEffort medium", "Invoke-QwenChat hi -ReasoningEffort minimal"]);
        seen.Texts("Tenant").ShouldBe(
        [
            "contoso.example: the process variable AZURE_TENANT_ID",
            "organizations: any work or school account, the default",
            "common: any work, school or personal account",
        ]);
        seen.Texts("Scope").ShouldBe(["Connect-Qwen -Method Entra -Scope https://ai.azure.com/.default"]);
        seen.Texts("BaseUrl").ShouldBe(
        [
            "Connect-Qwen -BaseUrl https://dashscope.aliyuncs.com/compatible-mode/v1",
            "Connect-Qwen -BaseUrl https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
            "Connect-Qwen -BaseUrl https://dashscope-us.aliyuncs.com/compatible-mode/v1",
        ]);
    }
}
