using System.Text.Json;
using QwenCode.Loopback;
using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

/// <summary>The properties of an answer and a list of models.</summary>
public sealed class AnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_has_all_values_of_the_response()
    {
        await using var bench = await ChatBench.StartAsync();
        using var extra = JsonDocument.Parse("""{"enable_thinking":true}""");
        var request = ChatBench.Request() with { Model = "qwen3-max", ExtraBody = extra.RootElement };

        var answer = await bench.Service.AskAsync(request, bench.Context(), bench.Options(), Cancellation);

        answer.Text.ShouldBe("You said: hello");
        answer.ToString().ShouldBe(answer.Text);
        (answer.Model, answer.RequestedModel, answer.FinishReason, answer.Attempts).ShouldBe(("qwen3-max", "qwen3-max", "stop", 1));
        answer.Reasoning.ShouldNotBeNullOrEmpty();
        answer.Id.ShouldStartWith("chatcmpl-");
        answer.CreatedAt.ShouldNotBeNull();
        answer.Usage!.TotalTokens.ShouldBe(answer.Usage.PromptTokens + answer.Usage.CompletionTokens);
        answer.Usage.ReasoningTokens!.Value.ShouldBeGreaterThan(0);
        answer.Conversation.Messages.Select(m => m.Role).ShouldBe(["user", "assistant"]);
    }

    [Fact]
    public async Task Values_that_the_response_lacks_are_null()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RawJson("""{"choices":[{"message":{"content":"x"}}]}"""));

        var answer = await bench.AskAsync();

        (answer.Id, answer.CreatedAt, answer.FinishReason, answer.Usage, answer.Reasoning).ShouldBe((null, null, null, null, null));
        answer.Model.ShouldBe(ChatBench.Model);
    }

    [Fact]
    public async Task The_strict_server_accepts_every_parameter()
    {
        await using var bench = await ChatBench.StartAsync(new() { Strict = true });
        var request = ChatBench.Request() with { Temperature = 1, TopP = 0.5, MaxTokens = 5, Seed = 7, Stop = ["x"] };

        (await bench.Service.AskAsync(request, bench.Context(), bench.Options(), Cancellation)).Text.ShouldBe("You said: hello");
    }

    [Fact]
    public async Task Without_a_model_no_request_is_sent()
    {
        await using var bench = await ChatBench.StartAsync();
        var context = TestEndpoint.Context(bench.Server.BaseUrl, bench.Time);

        (await Should.ThrowAsync<QwenException>(() => bench.AskAsync(context: context))).ErrorId.ShouldBe("ModelRequired");
        bench.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_of_models_keeps_the_order_of_the_service()
    {
        await using var bench = await ChatBench.StartAsync(new() { Models = ["z", "a", "gpt-x"] });

        var models = await bench.Service.ListModelsAsync(bench.Context(), bench.Options(), Cancellation);

        models.Select(m => m.Id).ShouldBe(["z", "a", "gpt-x"]);
        models.ShouldAllBe(m => m.Provider == "Custom" && m.CreatedAt != null && m.OwnedBy != null);
        bench.Server.Requests.Single().Path.ShouldBe("/v1/models");
        bench.Server.Requests.Single().Headers["Authorization"].ShouldBe($"Bearer {ChatBench.Key}");
    }

    [Theory]
    [InlineData("invalid-api-key", "InvalidApiKey")]
    [InlineData("html-page", "ProtocolViolation")]
    [InlineData("empty-body", "ProtocolViolation")]
    [InlineData("error-in-ok", "ServiceUnavailable")]
    [InlineData("reset", "ConnectionFailed")]
    public async Task A_list_of_models_fails_as_a_chat_request_does(string fault, string errorId)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(FaultCatalog.ByName[fault]);

        var exception = await Should.ThrowAsync<QwenRequestException>(
            () => bench.Service.ListModelsAsync(bench.Context(), bench.Options(), Cancellation));

        exception.ErrorId.ShouldBe(errorId);
        exception.Message.ShouldContain("/v1/models");
    }
}
