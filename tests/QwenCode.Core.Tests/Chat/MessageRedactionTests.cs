using System.Text;
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

    [Fact]
    public void A_key_that_was_cut_short_is_masked()
    {
        var body = $"{new string('x', 485)} {Key}";

        var exception = FailureClassifier.FromAnswer(Facts(), Answers.Of(400, body, "text/plain"), new ManualTimeProvider());

        exception.Message.ShouldContain("xxx ****…");
    }

    [Theory]
    [InlineData("sk-canary+0123456789/==")]
    [InlineData("0-sk-canary-4f7c0a91e-d52b68")]
    public void A_key_that_a_service_encodes_is_masked(string key)
    {
        var pieces = key.Length - 11;
        for (var before = 0; before < 3; before++)
        {
            var sent = $"{new string('a', before)}Bearer {key}.";
            string[] forms = [Uri.EscapeDataString(sent), Uri.EscapeDataString(sent).ToLowerInvariant(), Convert.ToBase64String(Encoding.UTF8.GetBytes(sent))];
            foreach (var form in forms)
                new Secret(key).Redact($"You sent {form}").ShouldNotBe($"You sent {form}", form);

            var shown = new Secret(key).Redact($"You sent {forms[2]}")["You sent ".Length..].Split("****").SelectMany(Decoded);
            Enumerable.Range(0, pieces).Select(start => key.Substring(start, 12)).Where(piece => shown.Any(text => text.Contains(piece, StringComparison.Ordinal))).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("The key sk-canary+0123 is wrong", "The key **** is wrong")]
    [InlineData("The key sk-canary+0 is wrong", "The key sk-canary+0 is wrong")]
    [InlineData("sk-canary+01sk-canary+01", "********")]
    public void A_piece_is_masked_and_a_few_letters_are_not(string text, string shown) => new Secret(Key).Redact(text).ShouldBe(shown);

    [Fact]
    public void The_password_of_a_proxy_is_in_no_exception()
    {
        var refusal = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy 'http://me:canary-password@proxy:8080/' failed", statusCode: System.Net.HttpStatusCode.BadGateway);

        NetworkFailures.FromException(Facts(), refusal).ToString().ShouldNotContain("canary-password");
        NetworkFailures.FromException(Facts(), new HttpRequestException("No way to http://me:canary-password@proxy:8080/")).ToString().ShouldNotContain("canary-password");
        QwenErrors.EntraUnavailable("ConnectionFailed", refusal.Message, refusal).ToString().ShouldNotContain("canary-password");
        NetworkFailures.FromException(Facts(), new HttpRequestException("No way")).InnerException.ShouldNotBeNull();
    }

    private static IEnumerable<string> Decoded(string digits) => Enumerable.Range(0, 4).Where(skipped => digits.Length - skipped >= 4)
        .Select(skipped => Encoding.Latin1.GetString(Convert.FromBase64String(digits.Substring(skipped, (digits.Length - skipped) / 4 * 4).TrimEnd('=').PadRight((digits.Length - skipped) / 4 * 4, 'A'))));

    private static ServiceFailure Facts() => new() { Endpoint = "https://h/v1", Sent = () => new Secret(Key) };
}
