namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary><c>-FallbackModel</c> and the setting <c>modelFallbacks</c>.</summary>
public sealed class FallbackModelTests : IAsyncLifetime
{
    private LoopbackServer? _busy;
    private LoopbackServer? _strict;
    private PwshRun? _pwsh;

    /// <summary>Four routes: an overloaded one, one without its key, one whose key is rejected, and another overloaded one.</summary>
    public async ValueTask InitializeAsync()
    {
        (_busy, _strict) = (await LoopbackServer.StartAsync(), await LoopbackServer.StartAsync());
        (_busy.Always, _strict.Always) = (Fault.Unavailable, Fault.InvalidApiKey);
        _pwsh = new PwshRun().With("K_A", "k-a").With("K_C", "k-c");
        _pwsh.Write("home/.qwen/settings.json", $$"""
            {
              "modelProviders": { "openai": [
                { "id": "m-a", "baseUrl": "{{_busy.BaseUrl}}", "envKey": "K_A", "generationConfig": { "maxRetries": 1 } },
                { "id": "m-b", "baseUrl": "{{_strict.BaseUrl}}", "envKey": "K_B" },
                { "id": "m-c", "baseUrl": "{{_strict.BaseUrl}}", "envKey": "K_C" },
                { "id": "m-d", "baseUrl": "{{_busy.BaseUrl}}", "envKey": "K_A" }] },
              "model": { "name": "m-a" }, "modelFallbacks": ["m-b", "m-c", "m-d"]
            }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _pwsh!.Dispose();
        await _busy!.DisposeAsync();
        await _strict!.DisposeAsync();
    }

    [PwshFact]
    public async Task If_every_model_fails_the_error_of_the_first_has_the_reason_of_each_fallback()
    {
        var seen = await _pwsh!.JsonAsync("""
            try { $null = Invoke-QwenChat hi -RetryIntervalSec 1 } catch { $failure = $_ }
            @{ Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Text = "$failure"; Attempts = $failure.Exception.Attempts } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("ServiceUnavailable");
        seen.Text("Text").ShouldMatch("^http\\S+ failed \\(HTTP 503.*\\), after 2 attempts\\. The fallback m-b failed, too: No key for m-b.* was found in K_B, .* The fallback m-c failed, too: http\\S+ rejected the key from .*K_C.*"
            + " The fallback m-d failed, too: http\\S+ failed .*, after 2 attempts\\. Retry later");
        seen.Number("Attempts").ShouldBe(5);
    }

    [PwshFact]
    public async Task The_first_fallback_that_can_be_requested_answers()
    {
        _busy!.Always = Fault.None;
        _busy.Enqueue(Fault.Unavailable);

        var seen = await _pwsh!.JsonAsync("Invoke-QwenChat hi -MaximumRetryCount 0 | Select-Object Model, RequestedModel, Text | ConvertTo-Json -Compress");

        (seen.Text("Model"), seen.Text("RequestedModel"), seen.Text("Text")).ShouldBe(("m-d", "m-a", "You said: hi"));
        _strict!.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task An_empty_list_turns_the_fallbacks_of_the_settings_off_and_null_is_an_error()
    {
        var seen = await _pwsh!.JsonAsync("""
            $errors = foreach ($fallbacks in @(), $null) {
                try { Invoke-QwenChat hi -MaximumRetryCount 0 -FallbackModel $fallbacks } catch { "$_" }
            }
            @{ Errors = @($errors) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors")[0].ShouldContain("failed (HTTP 503");
        seen.Texts("Errors")[0].ShouldNotContain("fallback");
        seen.Texts("Errors")[1].ShouldContain("null");
        _busy!.Requests.Count.ShouldBe(1);
        _strict!.Requests.ShouldBeEmpty();
    }
}
