using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Logins at registries, as Docker and npm save them.</summary>
public sealed class EncodedCredentialTests
{
    [Theory]
    [InlineData("""{"auths":{"https://h.example/v1/":{"auth":"YW5uOmh1bnRlcg=="}}}""", """{"auths":{"https://h.example/v1/":{"auth":"****"}}}""")]
    [InlineData("""DOCKER_AUTH_CONFIG={"auths":{"h.example":{"auth":"YW5uOmh1bnRlcjIy"}}}""", """DOCKER_AUTH_CONFIG={"auths":{"h.example":{"auth":"****"}}}""")]
    [InlineData("DOCKER_AUTH_CONFIG=eyJhdXRocyI6eyJoIjp7ImF1dGgiOiJZbTlp", "DOCKER_AUTH_CONFIG=****")]
    [InlineData("_auth=YW5uOmh1bnRlcjIy\nregistry=https://h.example/", "_auth=****\nregistry=https://h.example/")]
    [InlineData("_auth = \"YW5uOmh1bnRlcjIy\"", "_auth = \"****\"")]
    [InlineData("auth=YTpiYw==", "auth=****")]
    [InlineData("//h.example/:_auth=YW5uOmh1bnRlcjIy", "//h.example/:_auth=****")]
    [InlineData("//h.example/:_authToken=abcdef", "//h.example/:_authToken=****")]
    [InlineData("//h.example/:_password=aHVudGVy", "//h.example/:_password=****")]
    [InlineData("_authToken=abcdef", "_authToken=****")]
    [InlineData("auth: d41d8cd98f00b204e9800998ecf8427e", "auth: ****")]
    public void A_login_at_a_registry_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("""{"auth": true, "auth": null, "auth": {"a": 1}, "auth": "oauth2", "auth": "OAuth2Bearer"}""")]
    [InlineData("auth: none")]
    [InlineData("auth=oauth")]
    [InlineData("auth=basicAuthentication, auth=authentication")]
    [InlineData("_auth=")]
    [InlineData("var auth = services.Authentication;")]
    [InlineData("//h.example/:username=ann\n//h.example/:always-auth=true")]
    public void Another_value_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_logins_take_no_quadratic_time()
    {
        string[] units = ["auth=", "\"auth\":\"", "auth:YW5u", "_auth=/", "auth=YW5uOmh1bnRlcg== ", "auth: YW5uOmh1"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
