using System.Text.Json;

namespace QwenCode.ModuleTests.Catalogue;

/// <summary>Each provider in its dress: the right URL, the right header and only that, the right model, its models.</summary>
public sealed class ProviderTests
{
    public static TheoryData<string, Dress, string, string, string> Services => new()
    {
        { "DashScope", Dress.DashScope, "/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus" },
        { "DashScopeIntl", Dress.DashScope, "/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus" },
        { "DashScopeUS", Dress.DashScope, "/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus" },
        { "DashScopeHongKong", Dress.DashScope, "/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus" },
        { "DashScopeWorkspace", Dress.DashScope, "/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus" },
        { "DashScopeBatch", Dress.DashScope, "/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus" },
        { "CodingPlan", Dress.DashScope, "/compatible-mode/v1", "BAILIAN_CODING_PLAN_API_KEY", "qwen3.5-plus" },
        { "TokenPlan", Dress.DashScope, "/compatible-mode/v1", "BAILIAN_TOKEN_PLAN_API_KEY", "qwen3.7-plus" },
        { "ModelScope", Dress.ModelScope, "/v1", "MODELSCOPE_API_KEY", "deepseek-ai/DeepSeek-V4-Flash" },
        { "DeepSeek", Dress.OpenAI, "/v1", "DEEPSEEK_API_KEY", "deepseek-v4-pro" },
        { "ZAI", Dress.OpenAI, "/v1", "ZAI_API_KEY", "GLM-5.2" },
        { "Moonshot", Dress.OpenAI, "/v1", "MOONSHOT_API_KEY", "kimi-k3" },
        { "MiniMax", Dress.OpenAI, "/v1", "MINIMAX_API_KEY", "MiniMax-M3" },
        { "Grok", Dress.OpenAI, "/v1", "XAI_API_KEY", "grok-4.5" },
        { "OpenRouter", Dress.OpenRouter, "/api/v1", "OPENROUTER_API_KEY", "z-ai/glm-4.5-air:free" },
        { "Requesty", Dress.OpenAI, "/v1", "REQUESTY_API_KEY", "openai/gpt-4o-mini" },
        { "AzureOpenAI", Dress.AzureOpenAI, "/openai/v1", "AZURE_OPENAI_API_KEY", "my-deployment" },
        { "OpenAI", Dress.OpenAI, "/v1", "OPENAI_API_KEY", "gpt-4.1-mini" },
    };

    [PwshTheory]
    [MemberData(nameof(Services))]
    public async Task A_provider_needs_three_lines(string provider, Dress dress, string path, string variable, string model)
    {
        const string Key = "test-key-of-this-provider";
        await using var server = await LoopbackServer.StartAsync(new() { Dress = dress, ApiKey = Key, Models = [model, "another"], RejectUnknownModels = true });
        using var pwsh = new PwshRun().With(variable, Key).With("SERVER", server.BaseUrl.AbsoluteUri);
        var named = provider is "AzureOpenAI" or "OpenAI" ? $"-Model {model}" : "";

        var seen = await pwsh.JsonAsync($$"""
            $null = Connect-Qwen -Provider {{provider}} -BaseUrl $env:SERVER {{named}}
            $answer = Invoke-QwenChat hi -MaxTokens 9
            $models = @(Get-QwenModel).Id
            $failure = try { Invoke-QwenChat hi -Model unknown -ErrorAction Stop } catch { $_ }
            @{ Text = "$answer"; Provider = $answer.Provider; Models = $models; Id = $failure.FullyQualifiedErrorId; Message = "$failure" } | ConvertTo-Json -Compress
            """);

        seen.Text("Text").ShouldBe("You said: hi");
        seen.Text("Provider").ShouldBe(provider);
        seen.Texts("Models").ShouldBe([model, "another"]);
        seen.Text("Id").ShouldStartWith("ModelNotFound,");
        seen.Text("Message").ShouldContain(dress == Dress.AzureOpenAI ? "deployment" : "Get-QwenModel");

        var request = server.Requests[0];
        request.Path.ShouldBe($"{path}/chat/completions");
        request.QueryString.ShouldBeEmpty();
        var isAzure = dress == Dress.AzureOpenAI;
        request.Headers.ContainsKey("api-key").ShouldBe(isAzure);
        request.Headers.ContainsKey("Authorization").ShouldBe(!isAzure);
        request.Headers[isAzure ? "api-key" : "Authorization"].ShouldBe(isAzure ? Key : $"Bearer {Key}");
        request.Headers.ContainsKey("X-DashScope-AuthType").ShouldBe(dress == Dress.DashScope);
        request.Headers["User-Agent"].ShouldStartWith("QwenCode-PowerShell/");
        using var body = JsonDocument.Parse(request.Body);
        body.RootElement.GetProperty("model").GetString().ShouldBe(model);
        body.RootElement.GetProperty(provider is "OpenAI" or "AzureOpenAI" or "Moonshot" or "MiniMax" ? "max_completion_tokens" : "max_tokens").GetInt32().ShouldBe(9);
    }

    [PwshTheory]
    [InlineData("Ollama")]
    [InlineData("LlamaCpp")]
    [InlineData("LMStudio")]
    [InlineData("VLLM")]
    [InlineData("SGLang")]
    public async Task A_server_on_this_machine_needs_no_key_and_gets_none_of_another_provider(string provider)
    {
        await using var server = await LoopbackServer.StartAsync(new() { Dress = Dress.Ollama });
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-proj-belongs-to-openai").With("SERVER", server.BaseUrl.AbsoluteUri);

        var result = await pwsh.RunAsync($$"""
            $null = Connect-Qwen -Provider {{provider}} -BaseUrl $env:SERVER -Model qwen3
            "$(Invoke-QwenChat hi)"
            (Connect-Qwen -Provider {{provider}} -Model qwen3).BaseUrl.IsLoopback
            """);

        result.Output.ReplaceLineEndings("\n").Trim().ShouldBe("You said: hi\nTrue");
        server.Requests[0].Headers.ContainsKey("Authorization").ShouldBeFalse();
    }

    [PwshFact]
    public async Task Azure_without_its_resource_is_rejected_before_a_key_is_sent()
    {
        using var pwsh = new PwshRun().With("AZURE_OPENAI_API_KEY", "azure-canary-0123456789");

        var result = await pwsh.RunCommandAsync($"Import-Module '{ModulePackage.Manifest}'; Connect-Qwen -Provider AzureOpenAI -Model m");

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("https://<resource>.openai.azure.com");
    }
}
