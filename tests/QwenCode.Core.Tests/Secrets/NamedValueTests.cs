using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class NamedValueTests
{
    [Theory]
    [InlineData("""{"password": "hunter22x", "user": "ann"}""", """{"password": "****", "user": "ann"}""")]
    [InlineData("""{"api_key":"abc123def","n":1}""", """{"api_key":"****","n":1}""")]
    [InlineData("""{"clientSecret":"a\"b c","n":1}""", """{"clientSecret":"****","n":1}""")]
    [InlineData("""{"password" : "my pass word"}""", """{"password" : "****"}""")]
    [InlineData("""{"password":12345678,"user":"ann"}""", """{"password":****,"user":"ann"}""")]
    [InlineData("""{"token":"abc123def456"}""", """{"token":"****"}""")]
    [InlineData("""{"token":"abcdefgh"}""", """{"token":"****"}""")]
    [InlineData("""PASSWORD: "${DB_PASSWORD:-hunter2}" """, """PASSWORD: "****" """)]
    [InlineData("\"{\"\"password\"\":\"\"hunter2\"\"}\"", "\"{\"\"password\"\":\"\"****\"\"}\"")]
    [InlineData("'{''password'':''my pass''}'", "'{''password'':''****''}'")]
    [InlineData("password=\"\"x y\"\"", "password=\"\"****\"\"")]
    [InlineData("password=\"\"\"x y\"\"\"", "password=\"****\"")]
    [InlineData("'password='hunter2", "'password='****")]
    [InlineData("""{"key":"sk-abc"}""", """{"key":"****"}""")]
    [InlineData("client_secret : 'x'", "client_secret : '****'")]
    [InlineData("{ password: 'it''s secret', user: 'ann' }", "{ password: '****', user: 'ann' }")]
    [InlineData("""DB_PASSWORD="my pass word" run""", """DB_PASSWORD="****" run""")]
    [InlineData("DB_PASSWORD='my pass word' run", "DB_PASSWORD='****' run")]
    [InlineData("""{"password":"MY_SECRET_2"}""", """{"password":"****"}""")]
    [InlineData("""export PASSWORD="my pass" """, """export PASSWORD="****" """)]
    [InlineData("@{ Password = 'x'; User = 'ann' }", "@{ Password = '****'; User = 'ann' }")]
    [InlineData("""$password = "p`"w"; 1""", """$password = "****"; 1""")]
    [InlineData("'password' => 'hunter2',", "'password' => '****',")]
    [InlineData("""apiKey := "abc" """, """apiKey := "****" """)]
    [InlineData("""password = @"x y" """, """password = @"****" """)]
    [InlineData("""url?token="a b" """, """url?token="****" """)]
    [InlineData("password = \"my pass word\nuser = ann", "password = \"****\nuser = ann")]
    [InlineData("""{"password": "cut off in the mid""", """{"password": "****""")]
    public void A_value_in_quotation_marks_is_masked_up_to_the_closing_one(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("password: hunter2", "password: ****")]
    [InlineData("user: ann\npassword: hunter2\nport: 5", "user: ann\npassword: ****\nport: 5")]
    [InlineData("user: ann\r\n  password: hunter2\r\nport: 5", "user: ann\r\n  password: ****\r\nport: 5")]
    [InlineData("- password: Hunter!", "- password: ****")]
    [InlineData("{user: ann, password: hunter2, port: 5}", "{user: ann, password: ****, port: 5}")]
    [InlineData("password: hunter2 # of the database", "password: **** # of the database")]
    [InlineData("Password          : hunter2", "Password          : ****")]
    [InlineData("password = hunter2", "password = ****")]
    [InlineData("password: 12345678", "password: ****")]
    [InlineData("key: abc12345", "key: ****")]
    [InlineData("X-Api-Key: abc123", "X-Api-Key: ****")]
    [InlineData("X-Api-Key:abc123\r\nHost: h", "X-Api-Key:****\r\nHost: h")]
    [InlineData("""curl -H "X-Api-Key: abc123" https://h/v1""", """curl -H "X-Api-Key: ****" https://h/v1""")]
    [InlineData("the request had x-api-key: abc123 and failed", "the request had x-api-key: **** and failed")]
    [InlineData("api_key: sk-abc", "api_key: ****")]
    [InlineData("api_key: abcDEfGHijKL", "api_key: ****")]
    [InlineData("password: CorrectHorse", "password: ****")]
    [InlineData("passphrase: correcthorsebatterystaple", "passphrase: ****")]
    public void A_value_without_quotation_marks_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("""{"body":"{\"password\": \"hunter 22\",\"n\":1}"}""", """{"body":"{\"password\": \"****\",\"n\":1}"}""")]
    [InlineData("""{"a":"{\"b\":\"{\\\"api_key\\\":\\\"abc\\\"}\"}"}""", """{"a":"{\"b\":\"{\\\"api_key\\\":\\\"****\\\"}\"}"}""")]
    [InlineData("""{"file":"user: ann\npassword: hunter2\nport: 5"}""", """{"file":"user: ann\npassword: **** 5"}""")]
    [InlineData("""{"file":"X-Api-Key: abc123\r\nHost: h"}""", """{"file":"X-Api-Key: **** h"}""")]
    [InlineData("{&quot;password&quot;: &quot;hunter2&quot;}", "{&quot;password&quot;: &quot;****&quot;}")]
    public void A_value_in_an_escaped_text_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("The password: must have eight characters")]
    [InlineData("password: must have eight characters")]
    [InlineData("Password: At least 8 characters")]
    [InlineData("Invalid token: unexpected end")]
    [InlineData("Unexpected token: '}'")]
    [InlineData("Unknown key: \"colour\" in line 3")]
    [InlineData("Unexpected token: 'identifier' in line 3")]
    [InlineData("token: 12")]
    [InlineData("error code: 5")]
    [InlineData("Incorrect API key provided: sk-abc")]
    [InlineData("key: value pairs")]
    [InlineData("Token: Expired")]
    [InlineData("The API key: see https://h/keys")]
    [InlineData("api_key: https://h/keys")]
    [InlineData("OPENAI_API_KEY: not set")]
    [InlineData("Set OPENAI_API_KEY= (nothing)")]
    [InlineData("'OPENAI_API_KEY=' is empty, and 'x' is not")]
    [InlineData("def f(password: str, token: Optional[str] = None):")]
    [InlineData("token: string;")]
    [InlineData("f(apiKey: string, token: CancellationToken)")]
    [InlineData("password: SecureString")]
    [InlineData("class KeyReader : IDisposable")]
    [InlineData("apiKey = otherValue;")]
    [InlineData("key.Length => \"it is too long\"")]
    [InlineData("apiKey: process.env.API_KEY,")]
    [InlineData("password = getPassword()")]
    [InlineData("$password = Read-Host -AsSecureString")]
    [InlineData("var token = source.Token;")]
    [InlineData("foreach (var key in keys) { map[key] = value; }")]
    [InlineData("Keys.First(key => key.Name)")]
    [InlineData("apiKey: $env:API_KEY")]
    [InlineData("PASSWORD: ${DB_PASSWORD}")]
    [InlineData("""{"apiKey":"$OPENAI_API_KEY","secret":"${SECRET}"}""")]
    [InlineData("""{"api_key":"<your key>"}""")]
    [InlineData("""{"envKey":"DEEPSEEK_API_KEY"}""")]
    [InlineData("$env:OPENAI_API_KEY = '...'")]
    [InlineData("$env:OPENAI_API_KEY = '…'")]
    [InlineData("""{"password":"","user":"ann"}""")]
    [InlineData("""{"password":null,"secret":true,"credentials":{"a":1},"keys":["a"]}""")]
    [InlineData("""{"key":"firstName","token":"Hello","total_tokens":12,"max_tokens": 4096}""")]
    [InlineData("""{"token_type":"Bearer","token_endpoint":"https://h/token","expires_in":3600}""")]
    [InlineData("api-key.example.com:8443/v1")]
    [InlineData("my_token:443")]
    [InlineData("Key::Value std::token::next")]
    [InlineData("password:\n  - x1\n")]
    public void Prose_code_and_harmless_values_are_not_masked(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("https://h/x?client_secret=\"https://real.example/\"")]
    [InlineData("https://a:token=\"b@real.example/")]
    [InlineData("https://a:token=%22b@real.example/")]
    [InlineData("https://token=%22b@real.example/")]
    [InlineData("secret: https://real.example/x")]
    [InlineData("api_key:https://real.example/x")]
    [InlineData("https://h/?token=' then https://real.example/ and 'x'")]
    [InlineData("https://h/x'?token='abc then https://real.example/")]
    [InlineData("{password: hunter2,url:https://real.example/x}")]
    [InlineData("password=\"https://ann:hunter2@real.example/x\"")]
    public void The_host_of_a_URL_is_shown(string text)
    {
        SecretMask.Text(text).ShouldContain("real.example");
        SecretMask.Text(text).ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("Bearer   mF9abc12345X end", "Bearer   **** end")]
    [InlineData("Bearer\tmF9abc12345X end", "Bearer\t**** end")]
    [InlineData("Bearer\nmF9abc12345X end", "Bearer\n**** end")]
    [InlineData("Bearer \r\n  mF9abc12345X", "Bearer \r\n  ****")]
    [InlineData("basic  dXNlcjpwYXNz", "basic  ****")]
    [InlineData("""{"x":"Bearer\tmF9abc12345X"}""", """{"x":"Bearer\t****"}""")]
    public void A_credential_is_masked_after_any_white_space(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("https://h.example/webhooks-docs/abc")]
    [InlineData("https://webhooks-docs.example/guide/abc")]
    [InlineData("https://h.example/docs/webhooks")]
    [InlineData("https://h.example/about-webhooks.html#abc")]
    public void A_page_about_webhooks_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("https://webhook.site/abc", "https://webhook.site/****")]
    [InlineData("https://h.example/webhook/abc", "https://h.example/****")]
    [InlineData("https://h.example/incoming-webhooks/abc", "https://h.example/****")]
    [InlineData("https://h.example/webhook?abc", "https://h.example/****")]
    public void The_path_of_a_webhook_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Fact]
    public void A_megabyte_of_names_without_values_takes_milliseconds()
    {
        string[] units = ["password:", "password: ", "a_key: a b", "key=\"", "token=' ", "\"password\":", "api_key : ", "api_key: http://", "{password:a1", "monkey=", "tokens=1", "key =", "a_key:=(", "token:=$(", "password\"\\\"", "key: \"a ", "key: \"\"a ", "token=\"\"", "key: \"a\"\"a ", "token: 'a ", "secret=\"a ://b ", "key: @\"\\", "key='\\'", "a_key:(", "webhook-", "https://webhook-"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
