using System.Text.Json;

namespace QwenCode.ModuleTests.SignIn;

/// <summary>The cached credential in use, renewed, rejected, and unusable.</summary>
public sealed class CachedCredentialTests(CachedCredentialRun run) : IClassFixture<CachedCredentialRun>
{
    private const string File = "oauth_creds.json";

    [PwshTheory]
    [InlineData("good", "completions")]
    [InlineData("due", "token completions")]
    [InlineData("silent refresh", "token completions")]
    [InlineData("kept refresh token", "token completions")]
    [InlineData("refused once", "completions token completions")]
    [InlineData("refused once by 403", "completions token completions")]
    public async Task A_chat_sends_only_the_requests_that_it_needs(string name, string asked)
    {
        var outcome = await run.OfAsync(name);

        (outcome.Id, outcome.Message).ShouldBe(("", "You said: hi"));
        outcome.Asked.ShouldBe(asked.Split(' '));
        outcome.Files.Keys.ShouldBe([File]);
    }

    [PwshTheory]
    [InlineData("due")]
    [InlineData("refused once")]
    public async Task The_renewed_token_is_sent_and_stored(string name)
    {
        var outcome = await run.OfAsync(name);
        var stored = Stored(outcome);

        stored.Text("access_token").ShouldBe(outcome.Requests[^1].Key());
        outcome.Requests.Where(request => request.Path.EndsWith("/token", StringComparison.Ordinal)).ShouldAllBe(request => !request.Body.Contains(stored.Text("refresh_token")));
    }

    [PwshFact]
    public async Task Values_that_a_refresh_does_not_return_are_kept()
    {
        var silent = Stored(await run.OfAsync("silent refresh"));
        var kept = await run.OfAsync("kept refresh token");

        silent.Text("resource_url").ShouldStartWith("http://127.0.0.1:");
        silent.Number("vendor_member").ShouldBe(7);
        kept.Requests[0].Body.ShouldContain($"refresh_token={Stored(kept).Text("refresh_token")}&");
    }

    [PwshFact]
    public async Task A_token_that_is_rejected_again_is_an_error_after_one_refresh()
    {
        var outcome = await run.OfAsync("refused always");

        outcome.Id.ShouldBe("CredentialRejected");
        outcome.Asked.ShouldBe(["completions", "token", "completions"]);
        outcome.Message.ShouldContain("closed its free OAuth tier on 2026-04-15");
        outcome.Message.ShouldContain("Connect-Qwen -ApiKey");
        outcome.Files.Keys.ShouldBe([File]);
    }

    [PwshFact]
    public async Task A_403_about_another_reason_renews_nothing()
    {
        var outcome = await run.OfAsync("forbidden");

        outcome.Id.ShouldBe("PermissionDenied");
        outcome.Asked.ShouldBe(["completions"]);
        outcome.Message.ShouldContain("accepted the cached credential");
    }

    [PwshTheory]
    [InlineData("refresh refused 400", "token")]
    [InlineData("refresh refused 401", "token")]
    [InlineData("refresh refused 200", "token")]
    [InlineData("refused and not renewed", "completions token")]
    public async Task A_rejected_refresh_removes_the_credential_and_shows_what_to_run(string name, string asked)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe("CredentialRejected");
        outcome.Message.ShouldContain("Sign in again: Connect-Qwen -Method OAuth");
        outcome.Asked.ShouldBe(asked.Split(' '));
        outcome.Files.ShouldBeEmpty();
    }

    [PwshTheory]
    [InlineData("refresh 500", "ServiceUnavailable")]
    [InlineData("refresh page", "ProtocolViolation")]
    [InlineData("refresh reset", "ConnectionFailed")]
    [InlineData("refresh by another client", "InvalidParameter")]
    public async Task Every_other_failure_of_a_refresh_keeps_the_credential(string name, string id)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe(id);
        outcome.Asked.ShouldBe(["token"]);
        outcome.Files.Keys.ShouldBe([File]);
        outcome.Requests[0].Body.ShouldContain($"refresh_token={Stored(outcome).Text("refresh_token")}&");
    }

    [PwshTheory]
    [InlineData("corrupted", "line 1")]
    [InlineData("truncated", "is not valid JSON")]
    [InlineData("incomplete", "refresh_token is missing")]
    public async Task A_file_without_a_credential_is_reported_and_not_changed(string name, string why)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe("CredentialFileInvalid");
        outcome.Message.ShouldContain(File);
        outcome.Message.ShouldContain(why);
        outcome.Message.ShouldContain("Connect-Qwen -Method OAuth -Force");
        outcome.Message.ShouldNotContain("at-0123456789");
        outcome.Requests.ShouldBeEmpty();
        outcome.Files.Keys.ShouldBe([File]);
    }

    [PwshFact]
    public async Task The_token_is_sent_to_no_foreign_host()
    {
        var outcome = await run.OfAsync("foreign host");

        outcome.Id.ShouldBe("UntrustedEndpoint");
        outcome.Message.ShouldContain("qwen.ai.example.com");
        outcome.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_redirect_is_not_followed()
    {
        var outcome = await run.OfAsync("redirect");

        outcome.Id.ShouldBe("ProtocolViolation");
        outcome.Asked.ShouldBe(["completions"]);
    }

    [PwshTheory]
    [InlineData("quota spent")]
    [InlineData("quota spent by 403")]
    public async Task An_exhausted_quota_is_not_retried(string name)
    {
        var outcome = await run.OfAsync(name);

        outcome.Id.ShouldBe("QuotaExceeded");
        outcome.Message.ShouldContain("behind the cached credential");
        outcome.Asked.ShouldBe(["completions"]);
    }

    [PwshFact]
    public async Task A_retry_counts_as_a_request()
    {
        var outcome = await run.OfAsync("overloaded once");

        outcome.Message.ShouldBe("You said: hi 2");
        outcome.Asked.Length.ShouldBe(2);
    }

    [PwshFact]
    public async Task Without_a_credential_the_error_shows_how_to_sign_in()
    {
        var outcome = await run.OfAsync("no file");

        outcome.Id.ShouldBe("NoAuthentication");
        outcome.Message.ShouldContain("Run: Connect-Qwen -Method OAuth");
    }

    private static JsonElement Stored(LoginOutcome outcome) => JsonSerializer.Deserialize<JsonElement>(outcome.Files[File]);
}
