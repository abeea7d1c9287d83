namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>What is reported if the system's proxy, and not the endpoint, fails.</summary>
public sealed class ProxyFailureTests
{
    private const string Attempts = """
        $messages = foreach ($scheme in 'http', 'https') {
            $null = Connect-Qwen -ApiKey sk-1234567890abcdef -BaseUrl "${scheme}://api.invalid/v1" -Model m -WarningAction Ignore
            try { Invoke-QwenChat hi -MaximumRetryCount 0 } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" }
        }
        $errors = $Error | ForEach-Object { $_ | Format-List * -Force | Out-String; $_ | Get-Error | Out-String }
        @{ Messages = @($messages); Errors = "$errors" } | ConvertTo-Json -Compress
        """;

    [PwshFact]
    public async Task A_proxy_that_does_not_listen_is_named_without_its_password()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true }.With("http_proxy", "http://ann:word-canary@127.0.0.1:1").With("https_proxy", "http://ann:word-canary@127.0.0.1:1");

        var seen = await pwsh.JsonAsync(Attempts);

        seen.Texts("Messages").ShouldAllBe(message => message.Contains("://api.invalid/v1/chat/completions through the proxy http://127.0.0.1:1 failed: no server is listening there"));
        seen.Text("Errors").ShouldNotContain("canary");
    }

    [PwshFact]
    public async Task A_proxy_that_requires_a_password_is_not_taken_for_the_service()
    {
        using var proxy = new LoopbackProxy("user:word");
        var url = proxy.Url.Replace("//", "//ann:word-canary@", StringComparison.Ordinal);
        using var pwsh = new PwshRun { HasOwnProcess = true }.With("http_proxy", url).With("https_proxy", url);

        var seen = await pwsh.JsonAsync(Attempts);

        seen.Texts("Messages").ShouldAllBe(message => message.StartsWith("ConnectionFailed ") && message.Contains($"through the proxy {proxy.Url} failed: the proxy"));
        seen.Texts("Messages")[0].ShouldContain("requires a user name and password, or rejected them (HTTP 407)");
        seen.Text("Errors").ShouldNotContain("canary");
    }
}
