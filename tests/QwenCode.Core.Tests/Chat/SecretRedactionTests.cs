using System.Text;
using QwenCode.Authentication;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class SecretRedactionTests
{
    private static readonly Secret Key = new("sk-canary-0123456789");

    [Fact]
    public void A_key_that_a_service_sends_back_is_masked_wherever_it_stands() =>
        Redact("""{"a":"sk-canary-0123456789","b":"Bearer sk-canary-0123456789"}""", Key).ShouldBe("""{"a":"****6789","b":"Bearer ****6789"}""");

    [Fact]
    public void A_body_without_the_key_is_the_same_memory()
    {
        var answer = Answers.Of(200, "你好 sk-other");

        SecretRedaction.Apply(answer, Key).Body.ShouldBe(answer.Body);
        SecretRedaction.Apply(answer, null).ShouldBeSameAs(answer);
    }

    [Fact]
    public void Headers_are_masked_too()
    {
        var answer = SecretRedaction.Apply(Answers.WithHeader(302, "Location", "/login?key=sk-canary-0123456789"), Key);

        answer.Header("location").ShouldBe("/login?key=****6789");
        answer.Header("x-request-id").ShouldBeNull();
    }

    private static string Redact(string body, Secret key) => Encoding.UTF8.GetString(SecretRedaction.Apply(Answers.Of(400, body), key).Body.Span);
}
