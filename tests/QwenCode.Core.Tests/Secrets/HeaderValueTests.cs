using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class HeaderValueTests
{
    [Theory]
    [InlineData("Authorization: Token a1b2c3d4e5f6", "Authorization: Token ****")]
    [InlineData("Authorization: ApiKey a1b2c3d4e5f6\r\nHost: h", "Authorization: ApiKey ****\r\nHost: h")]
    [InlineData("Authorization: token abc123, Accept: x", "Authorization: token ****, Accept: x")]
    [InlineData("HTTP_AUTHORIZATION=Token a1b2c3", "HTTP_AUTHORIZATION=Token ****")]
    [InlineData("Proxy-Authorization: Basic YW5u", "Proxy-Authorization: Basic ****")]
    [InlineData("Authorization: abc123def456", "Authorization: ****")]
    [InlineData("Authorization: Key 0a1b:2c3d", "Authorization: Key ****")]
    [InlineData("""Authorization: Digest username="ann", realm="h", nonce="dcd98b71", response="6629fae4", qop=auth""", "Authorization: Digest ****")]
    [InlineData("Authorization: AWS4-HMAC-SHA256 Credential=AKIA/2024/s3, SignedHeaders=host, Signature=fe5f80", "Authorization: AWS4-HMAC-SHA256 ****")]
    [InlineData("""{"Authorization":"Token a1b2c3d4e5f6","n":1}""", """{"Authorization":"Token ****","n":1}""")]
    [InlineData("""{"authorization" : "Digest username=\"ann\", response=\"6629fae4\"", "n":1}""", """{"authorization" : "Digest ****", "n":1}""")]
    [InlineData("""{"log":"{\"Authorization\":\"Token a1b2c3d4\"}"}""", """{"log":"{\"Authorization\":\"Token ****\"}"}""")]
    [InlineData("""curl -H "Authorization: Token a1b2c3d4" https://h/v1""", """curl -H "Authorization: Token ****" https://h/v1""")]
    [InlineData("""curl -H 'Authorization: Digest username="ann", response="6629fae4"' https://h/v1""", "curl -H 'Authorization: Digest ****' https://h/v1")]
    [InlineData("@{ Authorization = 'ApiKey a1b2c3d4'; Accept = 'x' }", "@{ Authorization = 'ApiKey ****'; Accept = 'x' }")]
    [InlineData("""$headers["Authorization"] = "Token a1b2c3d4" """, """$headers["Authorization"] = "Token ****" """)]
    [InlineData("""client.Headers.Add("Authorization", "Token a1b2c3d4");""", """client.Headers.Add("Authorization", "Token ****");""")]
    [InlineData("""headers={'Authorization': f'Token {token}', 'X': 'Token a1b2c3d4'}""", """headers={'Authorization': f'Token {token}', 'X': 'Token a1b2c3d4'}""")]
    [InlineData("""{"Authorization":["Token a1b2c3d4"],"n":[1]}""", """{"Authorization":["Token ****"],"n":[1]}""")]
    [InlineData("""new AuthenticationHeaderValue("Bearer", "a1b2c3d4e5")""", """new AuthenticationHeaderValue("Bearer", "****")""")]
    [InlineData("Token 6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f is wrong", "Token **** is wrong")]
    [InlineData("ApiKey q83vEjRWeJA7x2mF9Bc5 is wrong", "ApiKey **** is wrong")]
    public void The_credential_of_any_scheme_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("Set-Cookie: sid=abc123; Path=/; HttpOnly", "Set-Cookie: ****")]
    [InlineData("Cookie: sid=abc123; theme=dark\nHost: h", "Cookie: ****\nHost: h")]
    [InlineData("""{"set-cookie":"sid=abc; Path=/","n":1}""", """{"set-cookie":"****","n":1}""")]
    [InlineData("curl -H 'Cookie: sid=abc; t=1' https://h/v1", "curl -H 'Cookie: ****' https://h/v1")]
    [InlineData("""{"Set-Cookie":["sid=abc; Path=/","t=1"],"n":["x"]}""", """{"Set-Cookie":["****"],"n":["x"]}""")]
    [InlineData("@{ Cookie = 'sid=abc' }", "@{ Cookie = '****' }")]
    public void Cookies_are_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Fact]
    public void Many_headers_take_no_quadratic_time()
    {
        string[] units = ["Authorization: ", "Authorization: a ", "Authorization: \"", "'Authorization: a1,", "\"Authorization\",\"", "Cookie: a=b ", "Cookie: '", "Authorization: Digest a=b, ", "Token ", "\"Cookie\":[\"a=b\",", "Authorization:['a 1', ", "\"Cookie: a=\\\""];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }

    [Theory]
    [InlineData("Token expired")]
    [InlineData("Token Expired2024 was sent")]
    [InlineData("Digest of the file: 12 bytes")]
    [InlineData("digest d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("The ApiKey setting is unknown")]
    [InlineData("Authorization: required")]
    [InlineData("Authorization: the user must have role 7")]
    [InlineData("authorization: AuthorizationService")]
    [InlineData("Authorization: Token <token>")]
    [InlineData("Authorization: Token ${API_TOKEN}")]
    [InlineData("Authorization: Bearer $API_TOKEN")]
    [InlineData("""{"Authorization":"Bearer token required"}""")]
    [InlineData("""{"authorization":{"enabled":true}}""")]
    [InlineData("""var header = ("Authorization", $"Bearer {secret.Reveal()}");""")]
    [InlineData("headers['Authorization'] = 'Bearer ' + token1;")]
    [InlineData("""[HttpHeader("Authorization", "Cookie", "Accept1")]""")]
    [InlineData("""{"token_type":"Bearer", "expires_in2": 3600, "x":"Bearer", "resource_url":1}""")]
    [InlineData("""new AuthenticationHeaderValue("Token", token1), f("Basic", "the 2nd plan")""")]
    [InlineData("Cookie: the browser keeps it")]
    [InlineData("const cookie = document.cookie;")]
    [InlineData("cookie: x => x.Name1")]
    [InlineData("The Cookie = none")]
    [InlineData("f(authorization=token1, cookie=Cookie(a=b)); g(authorization=token1)")]
    [InlineData("f(authorization=None, cookie=None)")]
    public void Prose_and_code_about_headers_are_not_masked(string text) => SecretMask.Text(text).ShouldBe(text);
}
