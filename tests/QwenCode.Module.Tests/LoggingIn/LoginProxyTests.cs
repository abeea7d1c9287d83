namespace QwenCode.ModuleTests.LoggingIn;

/// <summary>Logging in over a proxy: a given one, and the system's.</summary>
public sealed class LoginProxyTests
{
    [PwshFact]
    public async Task A_given_proxy_serves_login_and_renewal_until_another_login_gives_none()
    {
        using var proxy = new LoopbackProxy("user:word");
        await using var stage = await LoginStage.StartAsync();
        stage.Server.OAuth.Approve();
        stage.StoreLogin(TimeSpan.FromMinutes(-1));
        stage.Pwsh.With("PROXY", proxy.Url);

        var result = await stage.Pwsh.RunAsync("""
            $credential = [pscredential]::new('user', (ConvertTo-SecureString word -AsPlainText -Force))
            $null = Connect-Qwen -Method OAuth -Proxy $env:PROXY -ProxyCredential $credential
            $null = Connect-Qwen -Method OAuth -Proxy $env:PROXY -ProxyCredential $credential -Force -AllowNonInteractive
            $null = Invoke-QwenChat hi
            $null = Connect-Qwen -Method OAuth -Force -AllowNonInteractive
            try { Connect-Qwen -Method OAuth -Proxy $env:PROXY -Force -AllowNonInteractive } catch { "failed: $($_.FullyQualifiedErrorId)" }
            """);

        result.Output.ShouldContain("failed: ProtocolViolation,");
        stage.Asked.ShouldBe(["token", "code", "token", "completions", "code", "token"]);
        proxy.Heads.ShouldAllBe(head => head.StartsWith($"POST {stage.Server.Origin}api/v1/oauth2/"));
        proxy.Heads.Count(head => head.Contains("/token")).ShouldBeGreaterThan(0);
    }

    [PwshFact]
    public async Task The_system_s_proxy_is_used_except_for_what_NO_PROXY_names()
    {
        using var proxy = new LoopbackProxy();
        await using var stage = await LoginStage.StartAsync();
        stage.Server.OAuth.Approve();
        stage.Pwsh.With("http_proxy", proxy.Url).With("no_proxy", "127.0.0.1").With("PORT", $"{stage.Server.Origin.Port}");

        var result = await stage.Pwsh.RunAsync("""
            $null = Connect-Qwen -Method OAuth -AllowNonInteractive
            $env:QWEN_OAUTH_BASE_URL = "http://localhost:$env:PORT"
            $null = Connect-Qwen -Method OAuth -AllowNonInteractive -Force
            """);

        (result.Errors, result.ExitCode).ShouldBe(("", 0));
        stage.Asked.ShouldBe(["code", "token", "code", "token"]);
        proxy.Heads.ShouldNotBeEmpty();
        proxy.Heads.ShouldAllBe(head => head.StartsWith($"POST http://localhost:{stage.Server.Origin.Port}/"));
    }

    [PwshFact]
    public async Task Qwen_s_own_host_is_asked_unless_replaced_after_a_word_about_its_closed_tier()
    {
        using var proxy = new LoopbackProxy();
        using var pwsh = new PwshRun().With("PROXY", proxy.Url);

        var seen = await pwsh.JsonAsync("""
            $failure = try { Connect-Qwen -Method OAuth -AllowNonInteractive -Proxy $env:PROXY -WarningVariable warnings 3>$null } catch { $_ }
            @{ Warnings = @($warnings | ForEach-Object { "$_" }); Id = $failure.FullyQualifiedErrorId; Message = "$failure" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Warnings").ShouldHaveSingleItem().ShouldContain("closed its free OAuth tier on 2026-04-15");
        seen.Text("Id").ShouldStartWith("ConnectionFailed,");
        seen.Text("Message").ShouldStartWith("No connection to https://chat.qwen.ai/api/v1/oauth2/device/code: the proxy does not lead there");
        proxy.Heads.ShouldHaveSingleItem().ShouldStartWith("CONNECT chat.qwen.ai:443 ");
    }
}
