using QwenCode.Chat;
using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Chat;

/// <summary>The endpoints to which the models of one request go.</summary>
public sealed class ChatCallTests
{
    private static readonly Uri Own = new("https://own.example/v1");
    private static readonly Uri Routed = new("https://routed.example/v1");

    [Fact]
    public async Task A_model_without_a_route_goes_to_the_endpoint_of_the_request_whichever_model_came_before()
    {
        var route = TestEndpoint.Context(Routed, TimeProvider.System);
        var context = TestEndpoint.Context(Own, TimeProvider.System, routeOf: model => model == "routed" ? route : null);
        using var deadline = new Deadline(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
        var call = new ChatCall(new ChatRequest { Conversation = Conversation.Empty, Model = "first" }, context, new CallOptions(), deadline, start: 0);

        await call.ContinueWithAsync("routed");
        call.Endpoint.Url.ShouldBe(Routed);
        await call.ContinueWithAsync("without");

        (call.Endpoint.Url, call.Model).ShouldBe((Own, "without"));
    }
}
