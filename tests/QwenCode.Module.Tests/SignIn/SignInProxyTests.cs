namespace QwenCode.ModuleTests.SignIn;

/// <summary>Signing in over a proxy: a specified one, and the system's.</summary>
public sealed class SignInProxyTests
{
    [PwshFact]
    public async Task A_specified_proxy_is_used_for_sign_in_and_renewal_until_a_sign_in_without_one()
    {
        using var proxy = new LoopbackProxy("user:word");
        await using var stage = await SignInStage.StartAsync();
        stage.Pwsh.HasOwnProcess = true;
        stage.Server.OAuth.Approve();
        stage.StoreCredential(TimeSpan.FromMinutes(-1));
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
    public async Task A_proxy_that_cannot_be_used_is_rejected_and_not_kept()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.Pwsh.HasOwnProcess = true;
        stage.Server.OAuth.Approve();
        stage.StoreCredential(TimeSpan.FromMinutes(-1));

        var seen = await stage.Pwsh.JsonAsync("""
            $failures = foreach ($proxy in 'ftp://127.0.0.1:1', 'relative', '127.0.0.1:8080', 'http://127.0.0.1:1') {
                try { $null = Connect-Qwen -Method OAuth -AllowNonInteractive -NoBrowser -Force -Proxy $proxy; 'connected' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" }
            }
            $port = try { Connect-Qwen -Method OAuth -Proxy 'http://ann:word-canary 1@127.0.0.1:99999' } catch { "$_" }
            @{ Port = $port; Failures = @($failures); Answer = "$(Invoke-QwenChat hi)" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failures")[..3].ShouldAllBe(failure => failure.StartsWith("InvalidParameter|-Proxy "));
        seen.Texts("Failures")[3].ShouldStartWith("ConnectionFailed|");
        seen.Text("Answer").ShouldBe("You said: hi");
        seen.Text("Port").ShouldContain("-Proxy ****@127.0.0.1:99999 is not the URL of a proxy. Specify");
        seen.Text("Port").ShouldNotContain("canary");
    }

    [PwshFact]
    public async Task The_system_s_proxy_is_used_except_for_this_machine_and_NO_PROXY()
    {
        using var proxy = new LoopbackProxy();
        await using var stage = await SignInStage.StartAsync();
        stage.Pwsh.HasOwnProcess = true;
        stage.Server.OAuth.Approve();
        stage.Pwsh.With("http_proxy", proxy.Url).With("no_proxy", "direct.invalid").With("PORT", $"{stage.Server.Origin.Port}");

        var seen = await stage.Pwsh.JsonAsync("""
            $null = Connect-Qwen -Method OAuth -AllowNonInteractive
            $env:QWEN_OAUTH_BASE_URL = "http://localhost:$env:PORT"
            $null = Connect-Qwen -Method OAuth -AllowNonInteractive -Force
            $login = Invoke-QwenChat hi
            $asked = 'localhost', 'other.invalid', 'direct.invalid' | ForEach-Object {
                $null = Connect-Qwen -ApiKey sk-1234567890abcdef -BaseUrl "http://${_}:$env:PORT/v1" -Model m -WarningAction Ignore
                try { "$(Invoke-QwenChat $_ -ErrorAction Stop)" } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }
            @{ Login = "$login"; Asked = @($asked) } | ConvertTo-Json -Compress
            """);

        seen.Text("Login").ShouldBe("You said: hi");
        seen.Texts("Asked").ShouldBe(["InvalidApiKey", "InvalidApiKey", "ConnectionFailed"]);
        proxy.Heads.ShouldHaveSingleItem().ShouldStartWith($"POST http://other.invalid:{stage.Server.Origin.Port}/v1/chat/completions ");
    }

    [PwshFact]
    public async Task A_sign_in_at_Qwen_s_own_host_warns_about_its_closed_tier()
    {
        using var proxy = new LoopbackProxy();
        using var pwsh = new PwshRun { HasOwnProcess = true }.With("PROXY", proxy.Url);

        var seen = await pwsh.JsonAsync("""
            $failure = try { Connect-Qwen -Method OAuth -AllowNonInteractive -Proxy $env:PROXY -WarningVariable warnings 3>$null } catch { $_ }
            @{ Warnings = @($warnings | ForEach-Object { "$_" }); Id = $failure.FullyQualifiedErrorId; Message = "$failure" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Warnings").ShouldHaveSingleItem().ShouldContain("closed its free OAuth tier on 2026-04-15");
        seen.Text("Id").ShouldStartWith("ConnectionFailed,");
        seen.Text("Message").ShouldStartWith($"The connection to https://chat.qwen.ai/api/v1/oauth2/device/code through the proxy {proxy.Url} failed: the proxy refused the tunnel");
        proxy.Heads.ShouldHaveSingleItem().ShouldStartWith("CONNECT chat.qwen.ai:443 ");
    }
}
