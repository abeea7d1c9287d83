using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>The same fault is the same error whichever service reports it.</summary>
public sealed class ServiceErrorTests
{
    [Theory]
    [InlineData("TokenPlan", "DashScope, DashScopeIntl", "TokenPlanIntl")]
    [InlineData("DashScopeIntl", "DashScope, DashScopeUS", "CodingPlan,")]
    [InlineData("ZAI", "Set-QwenAuth -Provider <name>: ZAICodingPlan;", "plan or region")]
    [InlineData("MiniMax", "Set-QwenAuth -Provider <name>: MiniMaxCN;", "plan or region")]
    [InlineData("MoonshotCN", "Set-QwenAuth -Provider <name>: Moonshot;", "plan or region")]
    public async Task A_rejected_key_is_reported_with_the_other_plans_and_regions_of_its_vendor(string provider, params string[] parts)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.InvalidApiKey);

        var exception = await Should.ThrowAsync<QwenRequestException>(bench.AskAsync(context: bench.Context(provider: provider)));

        exception.ErrorId.ShouldBe("InvalidApiKey");
        foreach (var part in parts)
            exception.RecommendedAction.ShouldContain(part);
        exception.RecommendedAction.ShouldNotContain($"{provider},");
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("DeepSeek")]
    [InlineData("Custom")]
    public async Task A_rejected_key_of_a_vendor_without_regions_is_reported_without_them(string provider)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.InvalidApiKey);

        var exception = await Should.ThrowAsync<QwenRequestException>(bench.AskAsync(context: bench.Context(provider: provider)));

        exception.RecommendedAction.ShouldNotContain("region");
    }

    private static readonly (Fault Fault, string ErrorId)[] Faults =
    [
        (Fault.InvalidApiKey, "InvalidApiKey"),
        (Fault.Forbidden, "PermissionDenied"),
        (Fault.ModelNotFound, "ModelNotFound"),
        (Fault.BadRequest, "InvalidRequest"),
        (Fault.ContextTooLong, "ContextTooLong"),
        (Fault.ContentBlocked, "ContentFiltered"),
        (Fault.PayloadTooLarge, "ContextTooLong"),
        (Fault.RateLimited(), "RateLimited"),
        (Fault.QuotaExceeded, "QuotaExceeded"),
        (Fault.ServerError, "ServiceUnavailable"),
        (Fault.Unavailable, "ServiceUnavailable"),
    ];

    public static TheoryData<Dress> Dresses => [.. Enum.GetValues<Dress>()];

    [Theory]
    [MemberData(nameof(Dresses))]
    public async Task The_errors_of_each_service_are_classified(Dress dress)
    {
        await using var bench = await ChatBench.StartAsync(new() { Dress = dress });
        foreach (var (fault, errorId) in Faults)
        {
            bench.Server.Enqueue(fault);

            var exception = await bench.FailAsync();

            exception.ErrorId.ShouldBe(errorId, fault.Name);
            exception.RequestId.ShouldNotBeNullOrEmpty(fault.Name);
            exception.Message.ShouldMatch(@"\(HTTP \d{3}: .*\)|longer than the model|content policy", fault.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Dresses))]
    public async Task Each_service_returns_an_answer_and_its_models(Dress dress)
    {
        await using var bench = await ChatBench.StartAsync(new() { Dress = dress, ApiKey = ChatBench.Key, Models = ["a", "b"] });

        (await bench.AskAsync()).Text.ShouldBe("You said: hello");
        var models = await bench.Service.ListModelsAsync(bench.Context(), bench.Options(), TestContext.Current.CancellationToken);

        models.Select(m => m.Id).ShouldBe(["a", "b"]);
        bench.Server.Requests[1].Method.ShouldBe("GET");
    }
}
