namespace QwenCode.ModuleTests.Errors;

/// <summary>What a user reads and a script catches when a request fails.</summary>
public sealed class FailureTests(FailureRun run) : IClassFixture<FailureRun>
{
    public static TheoryData<string> Cases => [.. FailureRun.Ids.Keys];

    [PwshTheory]
    [MemberData(nameof(Cases))]
    public async Task Each_failure_has_its_id(string name)
    {
        var failure = await run.OfAsync(name);

        failure.Id.ShouldBe($"{FailureRun.Ids[name]},QwenCode.Commands.InvokeQwenChatCommand");
        failure.Type.ShouldBe("QwenCode.QwenRequestException");
    }

    [PwshTheory]
    [MemberData(nameof(Cases))]
    public async Task The_message_names_the_endpoint(string name)
    {
        var failure = await run.OfAsync(name);

        failure.Message.ShouldContain(failure.BaseUrl);
    }

    [PwshTheory]
    [MemberData(nameof(Cases))]
    public async Task The_message_names_the_source_of_the_key_if_the_service_checked_the_key(string name)
    {
        var failure = await run.OfAsync(name);

        failure.Message.Contains("OPENAI_API_KEY in ", StringComparison.Ordinal).ShouldBe(failure.Id.Split(',')[0] is "InvalidApiKey" or "PermissionDenied" or "QuotaExceeded" or "RateLimited", failure.Message);
    }

    [PwshTheory]
    [MemberData(nameof(Cases))]
    public async Task Without_retries_a_request_is_sent_once(string name)
    {
        var failure = await run.OfAsync(name);

        failure.Attempts.ShouldBe(1);
        failure.Requests.ShouldBeLessThanOrEqualTo(1);
    }

    [PwshFact]
    public async Task An_error_in_a_200_has_the_service_s_message()
    {
        var failure = await run.OfAsync("openai:error-in-ok");

        failure.Message.ShouldContain("The server had an error while processing your request.");
    }

    [PwshFact]
    public async Task A_request_is_retried_up_to_the_maximum_and_verbose_shows_each_attempt()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Always = Fault.RateLimited(retryAfterMs: 1);
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $lines = Invoke-QwenChat hi -MaximumRetryCount 2 -Verbose -ErrorVariable failures -ErrorAction SilentlyContinue 4>&1
            @{ Id = $failures[0].FullyQualifiedErrorId; Attempts = $failures[0].Exception.Attempts; Lines = @($lines | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldStartWith("RateLimited,");
        seen.Number("Attempts").ShouldBe(3);
        seen.Texts("Lines").Count(line => line.Contains("HTTP 429")).ShouldBe(2);
        server.Requests.Count.ShouldBe(3);
    }

    [PwshFact]
    public async Task The_error_of_a_request_without_a_model_shows_how_to_specify_one_and_pwsh_exits_with_1()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();

        var result = await pwsh.RunCommandAsync(
            $"Import-Module '{ModulePackage.Manifest}'; $null = Connect-Qwen -ApiKey k -Provider OpenAI -BaseUrl {server.BaseUrl}; Invoke-QwenChat hi");

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("-Model");
        result.Errors.ShouldContain("OPENAI_MODEL");
        server.Requests.ShouldBeEmpty();
    }
}
