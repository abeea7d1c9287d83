using System.Text;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Thousands of damaged credential files and login answers: what can be used is used, and all else is an error of the module's.</summary>
public sealed class CredentialMutationTests
{
    private const int Mutations = 2500;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "NaN", "\\ud800", "\\u0000", "\u0000", "\u001b[2J", "\r\n", "\u202e",
        "access_token", "expiry_date", "resource_url", "https://evil.example", "//", "@", new string('x', 5000), new string('[', 500),
    ];

    [Fact]
    public void A_damaged_file_is_a_login_or_an_error_of_the_module_s()
    {
        var usable = 0;
        foreach (var content in Mutated("""{"access_token":"at-1","token_type":"Bearer","refresh_token":"rt-1","resource_url":"portal.qwen.ai","expiry_date":1764876220290,"x":[1,"y"]}"""))
        {
            try
            {
                var login = CredentialJson.Read(content);
                usable++;
                CredentialJson.Read(CredentialJson.Write(login)).HasAccessToken(login.AccessToken).ShouldBeTrue();
                using var request = new HttpRequestMessage();
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {login.AccessToken.Reveal()}").ShouldBeTrue();
                _ = OAuthEndpoint.BaseUrl(login.ResourceUrl, OAuthServer.Default);
            }
            catch (FormatException exception)
            {
                exception.Message.Length.ShouldBeLessThan(200);
            }
            catch (QwenException exception)
            {
                exception.ErrorId.ShouldBe("UntrustedEndpoint");
            }
        }

        usable.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_damaged_page_or_code_is_shown_only_if_it_is_the_login_host_s()
    {
        foreach (var content in Mutated("""{"device_code":"d","user_code":"ABCD","verification_uri":"https://chat.qwen.ai/a","verification_uri_complete":"https://chat.qwen.ai/a?c=1","expires_in":600,"interval":5}"""))
        {
            var text = Encoding.UTF8.GetString(content).Replace("\\u", "", StringComparison.Ordinal);
            var answer = OAuthAnswer.Read(200, "application/json", null, Encoding.UTF8.GetBytes(text));
            if (DeviceAuthorization.From(answer, new Secret("v"), DateTimeOffset.UnixEpoch) is not { } authorization)
                continue;
            authorization.UserCode.Length.ShouldBeInRange(1, 65);
            authorization.UserCode.ShouldAllBe(c => !char.IsControl(c));
            if (authorization.PageOn(OAuthServer.Default) is { } page)
                (page.Host == "chat.qwen.ai" || page.Host.EndsWith(".chat.qwen.ai", StringComparison.Ordinal)).ShouldBeTrue(page.AbsoluteUri);
            if (authorization.ForeignPage(OAuthServer.Default) is { } foreign)
                HostRule.InWords(foreign).ShouldAllBe(c => !char.IsControl(c));
        }
    }

    private static IEnumerable<byte[]> Mutated(string text)
    {
        var random = new Random(20260415);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(text).ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Change(bytes, random);
            yield return [.. bytes];
        }
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var place = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[place] = (byte)random.Next(256);
                break;
            case 1:
                bytes.InsertRange(place, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
            case 2:
                bytes.RemoveRange(place, random.Next(Math.Min(10, bytes.Count - place)));
                break;
            default:
                bytes.RemoveRange(place, bytes.Count - place);
                bytes.Add((byte)'}');
                break;
        }
    }
}
