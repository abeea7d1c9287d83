using QwenCode.Chat;
using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Http;

/// <summary>What a request reports about itself, for <c>-Verbose</c> and a console.</summary>
public sealed class CallOptionsTests
{
    private const string Key = "sk-0123456789abcdef0123456789abcdef";

    private readonly List<string> _shown = [];

    [Fact]
    public async Task A_key_in_the_path_of_the_base_URL_is_not_logged()
    {
        var context = TestEndpoint.Context(new Uri($"https://h.example/{Key}/v1"), TimeProvider.System);
        var service = new ChatService(new UnreachableSender(), TimeProvider.System);

        await Should.ThrowAsync<QwenException>(() => service.ListModelsAsync(context, new CallOptions { Log = _shown.Add, MaximumRetryCount = 0 }, TestContext.Current.CancellationToken));

        var line = _shown.ShouldHaveSingleItem();
        line.ShouldContain("https://h.example/");
        line.ShouldNotContain(Key);
    }

    [Fact]
    public void Control_characters_of_a_name_or_path_reach_no_terminal()
    {
        var options = new CallOptions { Log = _shown.Add, Notify = _shown.Add } with { MaximumRetryCount = 1 };

        options.Log!("with the key from \u001b[31m.env");
        options.Notify!("falling back to \u001b[31mmodel");

        _shown.ShouldBe([@"with the key from \u001B[31m.env", @"falling back to \u001B[31mmodel"]);
    }

    private sealed class UnreachableSender : ISender
    {
        public Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new HttpRequestException("unreachable");
    }
}
