using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class SecretNameTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("DB_PASS")]
    [InlineData("SqlPwd")]
    [InlineData("mypassword")]
    [InlineData("passwordHash")]
    [InlineData("clientSecret")]
    [InlineData("MY-CREDENTIALS")]
    [InlineData("apikey")]
    [InlineData("apikey2")]
    [InlineData("APIKey")]
    [InlineData("OPENAIKEY")]
    [InlineData("X-Api-Key")]
    [InlineData("accesstoken")]
    [InlineData("authtoken")]
    [InlineData("accessTokenValue")]
    [InlineData("request.signature")]
    [InlineData("tokens")]
    [InlineData("jwt")]
    [InlineData("$env:API_KEY")]
    public void A_name_indicates_a_secret(string name)
    {
        SecretName.Of(name).Hides("abc").ShouldBeTrue();
        SecretMask.Text($"{name}=abc").ShouldBe($"{name}=****");
    }

    [Theory]
    [InlineData("max_tokens=99999")]
    [InlineData("tokens_per_minute=100")]
    [InlineData("total_tokens=12")]
    [InlineData("maxTokens=32k")]
    [InlineData("token_count=1,024")]
    [InlineData("keyLength=256")]
    [InlineData("keys=3")]
    [InlineData("keyboard=us")]
    [InlineData("monkey=1")]
    [InlineData("turkey=roast")]
    [InlineData("HotKey=Ctrl+F5")]
    [InlineData("tokenizer=cl100k_base")]
    [InlineData("keyword=search")]
    [InlineData("token_type=bearer")]
    [InlineData("bypass=yes")]
    [InlineData("design=flat")]
    [InlineData("code=InvalidParameter")]
    public void A_count_or_a_word_that_contains_key_or_token_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("""{"primaryKey":"customer_id","primary_key":"id2","PRIMARY_KEY":"Customer Id"}""")]
    [InlineData("""{"foreignKey":"customer_id","sortKey":"created","partitionKey":"/tenant"}""")]
    [InlineData("""{"PartitionKey":"orders","RowKey":"0001","uniqueKey":"email"}""")]
    [InlineData("""{"passwordLabel":"Your password","passwordHint":"the usual","password_policy":"strong"}""")]
    [InlineData("""{"passwordPlaceholder":"Password","forgotPassword":"Forgot password?","showPassword":"yes"}""")]
    [InlineData("""{"apiKeyDescription":"The key of the service","passwordMessage":"Enter it again"}""")]
    [InlineData("System.Xml, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("""{"publicKeyToken":"b77a5c561934e089"}""")]
    [InlineData("""{"public_key":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5a7b8c9d","publicKey":"04a1b2"}""")]
    [InlineData("public-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ann@h")]
    public void A_name_of_something_about_a_secret_or_of_a_database_is_not_that_of_a_secret(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("""{"primaryKey":"q83vEjRWeJA7x2mF9Bc5q83vEjRWeJA7x2mF9Bc5Z2=="}""", """{"primaryKey":"****"}""")]
    [InlineData("""{"primaryKey":"d41d8cd98f00b204e9800998ecf8427e"}""", """{"primaryKey":"****"}""")]
    [InlineData("""{"passwordHint":"d41d8cd98f00b204e9800998ecf8427e"}""", """{"passwordHint":"****"}""")]
    [InlineData("""{"publicKey":"sk-proj-0123456789abcdef"}""", """{"publicKey":"****"}""")]
    [InlineData("""{"confirmPassword":"hunter","newPassword":"hunter"}""", """{"confirmPassword":"****","newPassword":"****"}""")]
    [InlineData("""{"publicSecret":"hunter","privateKey":"abc"}""", """{"publicSecret":"****","privateKey":"****"}""")]
    public void A_value_that_is_long_and_random_or_of_another_name_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("The password field is required.")]
    [InlineData("Password is required")]
    [InlineData("This field may not be blank.")]
    [InlineData("Passwords do not match.")]
    [InlineData("can't be blank")]
    [InlineData("is too short (minimum is 8 characters)")]
    [InlineData("The password must be at least 8 characters.")]
    public void The_message_of_a_validation_is_shown(string message)
    {
        var text = $$"""{"password":"{{message}}","n":1}""";
        SecretMask.Text(text).ShouldBe(text);
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("Correct horse battery staple.")]
    [InlineData("The night is long and full of terrors.")]
    [InlineData("To be or not to be, that is the question.")]
    [InlineData("password is required")]
    [InlineData("is this a long winter")]
    [InlineData("Required")]
    [InlineData("Password hunter2 is required")]
    public void A_passphrase_is_masked(string passphrase) => SecretMask.Text($$"""{"password":"{{passphrase}}","n":1}""").ShouldBe("""{"password":"****","n":1}""");

    [Theory]
    [InlineData("monkey=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("keyboard=sk-abc")]
    [InlineData("tokens=abc123")]
    [InlineData("bot_tokens=123456:AAHdqTcvCH1v")]
    [InlineData("api_key=12345")]
    [InlineData("password_2=12345")]
    public void A_value_that_is_neither_short_nor_a_count_is_masked(string text) => SecretMask.Text(text).ShouldBe($"{text[..text.IndexOf('=', StringComparison.Ordinal)]}=****");
}
