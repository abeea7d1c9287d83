using System.Text;
using System.Text.Json;
using QwenCode.Core.Tests;
using QwenCode.Core.Tests.Configuration;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Replays the failures that were recorded of Qwen Code CLI 0.24.4: what ends a request, and what goes to the fallback.</summary>
public sealed class CliFailureTests
{
    private const string Fallback = "--fallback-model";

    // Without retries, whose number is this module's rule and not Qwen Code's. A fallback without a route is asked at the same endpoint.
    private static readonly Dictionary<string, (string Id, int Attempts)> Ours = new()
    {
        ["errors-400"] = ("InvalidRequest", 1),
        ["errors-401-json"] = ("InvalidApiKey", 1),
        ["errors-403"] = ("PermissionDenied", 1),
        ["errors-429-quota"] = ("QuotaExceeded", 1),
        ["errors-429"] = ("RateLimited", 1),
        ["errors-html"] = ("ProtocolViolation", 1),
        ["errors-error-body"] = ("QuotaExceeded", 1),
        ["errors-fallback-401"] = ("InvalidApiKey", 1),
        ["errors-fallback-unlisted"] = ("ServiceUnavailable", 2),
    };

    private static readonly IReadOnlyDictionary<string, CliCase> Cases = TestData.Read("cli24-cases.json").EnumerateArray()
        .Where(c => c.GetProperty("group").GetString() == "errors")
        .Select(c => new CliCase(c.GetProperty("id").GetString()!, c.GetProperty("title").GetString()!, c)).ToDictionary(c => c.Id);

    public static TheoryData<string> Ids => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_recorded_failure_is_one_here_and_goes_to_the_same_routes(string id)
    {
        var recorded = Cases[id];
        await using var first = await ChatBench.StartAsync();
        await using var second = await LoopbackServer.StartAsync();
        first.Server.Always = Response(recorded.Recorded.GetProperty("server").GetProperty("PORT1")[0].GetProperty("responses")[0]);
        using var replay = new CliReplay(recorded, [first.Server.BaseUrl.Port, second.BaseUrl.Port]);
        var fallbacks = recorded.Flags.Where(flag => flag.Name == Fallback).Select(flag => flag.Value).ToList();
        var request = ChatBench.Request() with { FallbackModels = fallbacks.Count > 0 ? fallbacks : null };
        var context = replay.Resolve().Context;

        var sending = first.Service.AskAsync(request, context, first.Options(), TestContext.Current.CancellationToken);

        if (recorded.Recorded.GetProperty("observed").GetProperty("exit").GetInt32() == 0)
            (await sending).Model.ShouldBe(fallbacks[0]);
        else
            (await Should.ThrowAsync<QwenRequestException>(sending)).ErrorId.ShouldBe(Ours[id].Id, recorded.Title);
        if (Ours.TryGetValue(id, out var ours))
            first.Server.Requests.Count.ShouldBe(ours.Attempts);
        first.Server.Requests.Select(r => r.Headers["Authorization"]).Distinct().Concat(second.Requests.Select(r => r.Headers["Authorization"])).ShouldBe(
            recorded.Recorded.GetProperty("observed").GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("authorization").GetString()!).Distinct());
    }

    [Fact]
    public void All_recorded_failures_are_replayed() => Cases.Count.ShouldBe(Ours.Count + 1);

    private static Fault Response(JsonElement response)
    {
        var headers = response.TryGetProperty("headers", out var given) ? given.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!) : [];
        headers.Remove("content-type", out var type);
        var body = response.GetProperty("body");
        var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
        return Fault.Raw(Encoding.UTF8.GetBytes(text), type ?? "application/json", headers, response.GetProperty("status").GetInt32());
    }
}
