using System.Text;
using QwenCode.Errors;
using QwenCode.Http;
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
        var exception = FailureClassifier.FromResponse(Facts(), Answers.Of(401, body), new ManualTimeProvider());

        exception.Message.ShouldNotContain(Key);
        exception.Message.ShouldContain("bad key ****");
    }

    [Fact]
    public void A_key_in_a_header_is_masked()
    {
        var redirect = FailureClassifier.FromResponse(Facts(), Answers.WithHeader(302, "Location", $"/login?key={Key}"), new ManualTimeProvider());
        var refusal = FailureClassifier.FromResponse(Facts(), Answers.WithHeader(401, "x-request-id", $"id-{Key}"), new ManualTimeProvider());

        redirect.Message.ShouldNotContain(Key);
        refusal.RequestId.ShouldBe("id-****9/==");
    }

    [Fact]
    public void A_truncated_key_is_masked()
    {
        var body = $"{new string('x', 485)} {Key}";

        var exception = FailureClassifier.FromResponse(Facts(), Answers.Of(400, body, "text/plain"), new ManualTimeProvider());

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

    public static TheoryData<string, Func<char, string>> Escapes => new()
    {
        { "JSON", letter => $"\\u{(int)letter:x4}" },
        { "JSON in JSON", letter => $"\\\\u{(int)letter:X4}" },
        { "JSON in JSON in JSON", letter => $"\\\\\\\\u{(int)letter:X4}" },
        { "JSON as PHP writes it", letter => letter == '/' ? "\\/" : $"{letter}" },
        { "JSON as .NET writes it", letter => char.IsLetterOrDigit(letter) ? $"{letter}" : $"\\u{(int)letter:X4}" },
        { "a few letters in JSON", letter => letter is 's' or 'a' or '4' ? $"\\u{(int)letter:x4}" : $"{letter}" },
        { "program code", letter => $"\\x{(int)letter:x2}" },
        { "program code, octal", letter => $"\\{Convert.ToString(letter, 8).PadLeft(3, '0')}" },
        { "program code, long", letter => $"\\U{(int)letter:x8}" },
        { "program code, in braces", letter => $"\\u{{{(int)letter:x}}}" },
        { "HTML", letter => $"&#{(int)letter};" },
        { "HTML in HTML", letter => $"&amp;#{(int)letter};" },
        { "HTML, hexadecimal", letter => $"&#x{(int)letter:X};" },
        { "HTML, names", letter => letter switch { '+' => "&plus;", '/' => "&sol;", '=' => "&equals;", _ => $"{letter}" } },
        { "HTML in JSON", letter => $"\\u0026#x{(int)letter:x4};" },
        { "a URL", letter => $"%{(int)letter:X2}" },
        { "a URL in a URL", letter => $"%25{(int)letter:x2}" },
        { "a URL, four digits", letter => $"%u{(int)letter:x4}" },
    };

    [Theory]
    [MemberData(nameof(Escapes))]
    public void A_key_of_escapes_is_masked_in_whole_and_in_part(string name, Func<char, string> escape)
    {
        foreach (var key in new[] { Key, "AbC1/dEf2+gHi3/jKl4+mNo5/pQr6+sTu7/vWx8=", "a%41b&#66;c\\u0043d/e+f=", "short/4f" })
            new Secret(key).Redact($"bad key {Spelled(key)}, really").ShouldBe("bad key ****, really", $"{key} in {name}");
        new Secret(Key).Redact($"bad key {Spelled(Key[..12])}").ShouldBe("bad key ****", name);
        new Secret(Key).Redact($"bad key {Spelled(Key[..11])}").ShouldBe($"bad key {Spelled(Key[..11])}", name);

        string Spelled(string text) => string.Concat(text.Select(escape));
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public void A_key_of_escapes_is_in_no_message(string name, Func<char, string> escape)
    {
        var spelled = string.Concat(Key.Select(escape));
        var quoted = spelled.Replace("\\", "\\\\", StringComparison.Ordinal);
        string[] bodies = [$"bad json {{ {spelled}", $"<html><title>{spelled}</title></html>", $$$"""{"error":{"message":"bad key {{{quoted}}}"}}""", $$"""{"error":"{{quoted}}"}"""];

        foreach (var body in bodies)
        {
            var message = FailureClassifier.FromResponse(Facts(), Answers.Of(400, body, "text/plain"), new ManualTimeProvider()).Message;
            message.ShouldContain("****", customMessage: $"{name}: {body}");
            message.ShouldNotContain(spelled[^12..], customMessage: $"{name}: {body}");
        }
    }

    [Fact]
    public void A_text_of_escapes_alone_is_read_in_linear_time()
    {
        var secret = new Secret(Key);
        foreach (var piece in new[] { "\\", "%25", "&amp;", "\\u005c", "&", "%", "\\u{", "&#", "sk-canary\\u002B0123" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
            var clock = System.Diagnostics.Stopwatch.StartNew();
            _ = secret.Redact(text);
            SecretMask.Text(text).ShouldNotBeNull();
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), piece);
        }
    }

    [Theory]
    [InlineData("The key sk-canary+0123 is wrong", "The key **** is wrong")]
    [InlineData("The key sk-canary+0 is wrong", "The key sk-canary+0 is wrong")]
    [InlineData("sk-canary+01sk-canary+01", "********")]
    public void A_fragment_is_masked_and_a_few_letters_are_not(string text, string shown) => new Secret(Key).Redact(text).ShouldBe(shown);

    [Fact]
    public void The_password_of_a_proxy_is_in_no_exception()
    {
        var refusal = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy 'http://me:canary-password@proxy:8080/' failed", statusCode: System.Net.HttpStatusCode.BadGateway);

        NetworkFailures.FromException(Facts(), refusal).ToString().ShouldNotContain("canary-password");
        NetworkFailures.FromException(Facts(), new HttpRequestException("No way to http://me:canary-password@proxy:8080/")).ToString().ShouldNotContain("canary-password");
        QwenErrors.EntraUnavailable(refusal.Message, refusal).ToString().ShouldNotContain("canary-password");
        NetworkFailures.FromException(Facts(), new HttpRequestException("No way")).InnerException.ShouldNotBeNull();
    }

    private static IEnumerable<string> Decoded(string digits) => Enumerable.Range(0, 4).Where(skipped => digits.Length - skipped >= 4)
        .Select(skipped => Encoding.Latin1.GetString(Convert.FromBase64String(digits.Substring(skipped, (digits.Length - skipped) / 4 * 4).TrimEnd('=').PadRight((digits.Length - skipped) / 4 * 4, 'A'))));

    private static ServiceFailure Facts() => new() { Endpoint = "https://h/v1", Sent = () => new Secret(Key) };
}
