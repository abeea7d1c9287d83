using System.Text;
using QwenCode.Loopback;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Thousands of damaged credential files and sign-in responses: each is used or an error of the module.</summary>
public sealed class CredentialMutationTests
{
    private const int Mutations = 2500;
    private const int Seed = 20260415;

    [Fact]
    public void A_damaged_credential_file_is_a_credential_or_an_error_of_the_module()
    {
        var usable = 0;
        foreach (var content in MutatedFile.Of("""{"access_token":"at-1","token_type":"Bearer","refresh_token":"rt-1","resource_url":"portal.qwen.ai","expiry_date":1764876220290,"x":[1,"y"]}""", Mutations, Seed))
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
    public void A_damaged_page_is_shown_only_if_it_is_on_the_sign_in_host()
    {
        foreach (var content in MutatedFile.Of("""{"device_code":"d","user_code":"ABCD","verification_uri":"https://chat.qwen.ai/a","verification_uri_complete":"https://chat.qwen.ai/a?c=1","expires_in":600,"interval":5}""", Mutations, Seed))
        {
            var text = Encoding.UTF8.GetString(content).Replace("\\u", "", StringComparison.Ordinal);
            var answer = OAuthResponse.Read(200, "application/json", null, Encoding.UTF8.GetBytes(text));
            if (DeviceAuthorization.From(answer, new Secret("v"), DateTimeOffset.UnixEpoch) is not { } authorization)
                continue;
            authorization.UserCode.Length.ShouldBeInRange(1, 65);
            authorization.UserCode.ShouldAllBe(c => !char.IsControl(c));
            if (authorization.PageOn(OAuthServer.Default) is { } page)
                (page.IdnHost == "chat.qwen.ai" || page.IdnHost.EndsWith(".chat.qwen.ai", StringComparison.Ordinal)).ShouldBeTrue(page.AbsoluteUri);
            if (authorization.ForeignPage(OAuthServer.Default) is { } foreign)
                HostRule.Shown(foreign).ShouldAllBe(c => !char.IsControl(c));
        }
    }
}
