namespace QwenCode.ModuleTests.Authentication;

/// <summary>A warning before the first request that ends the command: nothing is sent, also by the commands after it.</summary>
public sealed class RejectedWarningTests
{
    private const string Asks = """
        { Invoke-QwenChat hi }
        { Invoke-QwenChat hi -Stream }
        { 'a', 'b' | Invoke-QwenChat }
        { 1..4 | Invoke-QwenChat sum -PerItem -ThrottleLimit 4 }
        { Get-QwenModel }
        """;

    [PwshFact]
    public async Task A_key_is_not_sent_by_the_command_after_the_one_that_the_warning_ended()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = Project(server);

        var seen = await pwsh.JsonAsync($$"""
            $WarningPreference = 'Stop'
            $ends = foreach ($ask in @(
            {{Asks}}
            )) { foreach ($time in 1, 2) { try { $null = & $ask; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } } }
            ConvertTo-Json -Compress @($ends)
            """);

        seen.Texts().ShouldBe(Enumerable.Repeat("ActionPreferenceStop", 10));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_warning_that_was_accepted_is_given_once()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = Project(server);

        var seen = await pwsh.JsonAsync($$"""
            $counts = foreach ($ask in @(
            {{Asks}}
            )) { "$(@(& $ask 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Count)" }
            ConvertTo-Json -Compress @($counts)
            """);

        seen.Texts().ShouldBe(["1", "0", "0", "0", "0"]);
    }

    private static PwshRun Project(LoopbackServer server)
    {
        var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-from-the-process-0123");
        pwsh.Write("project/.env", $"OPENAI_BASE_URL={server.BaseUrl}\nOPENAI_MODEL=qwen3-max\n");
        return pwsh;
    }
}
