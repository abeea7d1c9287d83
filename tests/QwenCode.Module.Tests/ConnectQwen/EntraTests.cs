namespace QwenCode.ModuleTests.ConnectQwen;

/// <summary><c>Connect-Qwen -Method Entra</c>, as far as it can be seen without Microsoft.</summary>
public sealed class EntraTests
{
    [PwshFact]
    public async Task A_specified_token_is_sent_to_the_resource()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Dress = Dress.AzureOpenAI });
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri).With("TOKEN", "entra-token-canary-0123456789");

        var result = await pwsh.RunAsync("""
            $context = Connect-Qwen -Method Entra -BaseUrl $env:SERVER -Model gpt -AccessToken $env:TOKEN
            "$($context.Method) $($context.Provider) $($context.KeySource)"
            "expires: $($null -eq $context.ExpiresAt)"
            "$(Invoke-QwenChat hi)"
            $context | ConvertTo-Json -Depth 9
            $context | Format-List * -Force
            """);

        result.Output.ShouldContain("Entra AzureOpenAI Microsoft Entra ID (a token that was specified)");
        result.Output.ShouldContain("expires: True");
        result.Output.ShouldContain("You said: hi");
        result.Output.ShouldNotContain("canary");
        server.Requests[0].Headers["Authorization"].ShouldBe("Bearer entra-token-canary-0123456789");
        server.Requests[0].Headers.ContainsKey("api-key").ShouldBeFalse();
    }

    [PwshFact]
    public async Task A_rejected_token_gets_the_advice_for_Entra()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Dress = Dress.AzureOpenAI });
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -Method Entra -BaseUrl $env:SERVER -Model fault-invalid-api-key -AccessToken entra-token-canary-0123456789
            try { Invoke-QwenChat hi } catch { $failure = $_ }
            @{ Id = $failure.FullyQualifiedErrorId; Message = "$failure" } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("CredentialRejected,QwenCode.Commands.InvokeQwenChatCommand");
        seen.Text("Message").ShouldContain("rejected the access token from Microsoft Entra ID (a token that was specified) (HTTP 401");
        seen.Text("Message").ShouldContain("Cognitive Services OpenAI User");
        seen.Text("Message").ShouldNotContain("-ApiKey");
    }

    [PwshFact]
    public async Task Parameters_that_cannot_work_are_rejected_with_the_one_to_change()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $azure = 'https://res.openai.azure.com'
            $attempts = @(
                { Connect-Qwen -Method Entra }
                { Connect-Qwen -Method Entra -BaseUrl http://res.openai.azure.com -AccessToken t }
                { Connect-Qwen -Method Entra -BaseUrl $azure -DeviceCode -ManagedIdentity }
                { Connect-Qwen -Method Entra -BaseUrl $azure -ClientSecret s }
                { Connect-Qwen -Method Entra -BaseUrl $azure -ApiKey k }
                { Connect-Qwen -ApiKey k -TenantId t }
                { Connect-Qwen -Method Entra -BaseUrl $azure -TenantId t -ClientId c -CertificatePath missing.pfx }
                { Connect-Qwen -Method Entra -BaseUrl $azure -AccessToken $null }
                { Connect-Qwen -Method Entra -BaseUrl $azure -TenantId t -ClientId c -ClientSecret 'a b' }
                { Connect-Qwen -Method Entra -BaseUrl $azure -TenantId t -ClientId c -CertificatePath nodrive:/app.pfx }
                { Connect-Qwen -Method Entra -BaseUrl $azure -TenantId t -ClientId c -CertificatePath env:PATH }
                { Connect-Qwen -Method Entra -BaseUrl $azure -TenantId t -ClientId c -CertificatePath "app.pfx`0" }
            )
            ConvertTo-Json -Compress @(foreach ($attempt in $attempts) {
                try { $null = & $attempt; 'no error' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $_" }
            })
            """);

        var messages = seen.EnumerateArray().Select(m => m.GetString()!).ToList();
        messages[0].ShouldContain("-BaseUrl");
        messages[1].ShouldStartWith("UntrustedEndpoint");
        messages[2].ShouldStartWith("AmbiguousParameterSet");
        messages[3].ShouldBe("MissingMandatoryParameter Cannot process command because of one or more missing mandatory parameters: TenantId ClientId.");
        messages[4].ShouldContain("-ApiKey cannot be combined with -Method Entra.");
        messages[5].ShouldStartWith("AmbiguousParameterSet");
        messages[6].ShouldContain("missing.pfx");
        messages[7].ShouldStartWith("InvalidParameter The value of parameter -AccessToken cannot be used: it is empty.");
        messages[8].ShouldStartWith("InvalidParameter The value of parameter -ClientSecret cannot be used: it contains a space");
        messages[9].ShouldBe("InvalidParameter -CertificatePath nodrive:/app.pfx cannot be used: the drive 'nodrive' does not exist. Specify a path in the file system.");
        messages[10].ShouldBe("InvalidParameter -CertificatePath env:PATH cannot be used: it belongs to the provider Environment, not to the file system. Specify a path in the file system.");
        messages[11].ShouldBe(@"InvalidParameter -CertificatePath app.pfx\u0000 cannot be used: it contains a NUL character. Specify a path in the file system.");
        messages.ShouldAllBe(message => !message.Contains("-ApiKey <key>"));
    }
}
