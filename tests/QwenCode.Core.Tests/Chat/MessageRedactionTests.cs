using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Chat;

public sealed class MessageRedactionTests
{
    private const string Key = "sk-canary+0123456789/==";

    [Theory]
    [InlineData("""{"error":{"message":"bad key sk-canary+0123456789/=="}}""")]
    [InlineData("""{"error":{"message":"bad key sk-canary\u002B0123456789\/=="}}""")]
    [InlineData("bad key sk-canary+0123456789/==")]
    public void A_key_that_a_service_sends_back_is_masked_however_it_is_escaped(string body)
    {
        var exception = FailureClassifier.FromAnswer(Facts(), Answers.Of(401, body), new ManualTimeProvider());

        exception.Message.ShouldNotContain(Key);
        exception.Message.ShouldContain("bad key ****");
    }

    [Fact]
    public void A_key_in_a_header_is_masked()
    {
        var redirect = FailureClassifier.FromAnswer(Facts(), Answers.WithHeader(302, "Location", $"/login?key={Key}"), new ManualTimeProvider());
        var refusal = FailureClassifier.FromAnswer(Facts(), Answers.WithHeader(401, "x-request-id", $"id-{Key}"), new ManualTimeProvider());

        redirect.Message.ShouldNotContain(Key);
        refusal.RequestId.ShouldBe("id-****9/==");
    }

    private static ServiceFailure Facts() => new() { Endpoint = "https://h/v1", Sent = () => new Secret(Key) };
}
