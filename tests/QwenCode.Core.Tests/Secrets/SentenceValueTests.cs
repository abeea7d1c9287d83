using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Secrets in lines of logs, with other words before the name.</summary>
public sealed class SentenceValueTests
{
    [Theory]
    [InlineData("2026-11-27 ERROR login failed user=ann password: hunter2", "2026-11-27 ERROR login failed user=ann password: ****")]
    [InlineData("connecting with pwd: S3cret!", "connecting with pwd: ****")]
    [InlineData("sent password: P@ssword and failed", "sent password: **** and failed")]
    [InlineData("the password: hunter22, sorry", "the password: ****, sorry")]
    [InlineData("PIN or password: 12345678", "PIN or password: ****")]
    [InlineData("password: hunter2 was rejected", "password: **** was rejected")]
    [InlineData("""{"log":"failed with password: hunter2"}""", """{"log":"failed with password: ****"}""")]
    public void A_password_that_is_no_word_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("passphrase: correct horse", "passphrase: ****")]
    [InlineData("The passphrase: correct horse battery-staple.\nEnd", "The passphrase: ****.\nEnd")]
    [InlineData("""{"log":"passphrase: correct horse","n":1}""", """{"log":"passphrase: ****","n":1}""")]
    public void A_passphrase_is_masked_to_the_end_of_the_line(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("api key: abc123def", "api key: ****")]
    [InlineData("INFO using API key: abc123def for requests", "INFO using API key: **** for requests")]
    [InlineData("Secret key: JBSWY3DPEHPK3PXP", "Secret key: ****")]
    [InlineData("secret key: abcDEfGHijKL", "secret key: ****")]
    [InlineData("the access token: a1b2c3d4e5 was rejected", "the access token: **** was rejected")]
    [InlineData("private key: 0xabcdef12", "private key: ****")]
    [InlineData("access key = abc123", "access key = ****")]
    public void The_value_of_a_name_of_two_words_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("The password: must have eight characters")]
    [InlineData("Enter your password: ")]
    [InlineData("Enter your password: \nuser2: ann")]
    [InlineData("Invalid password: too short")]
    [InlineData("Access denied for user 'ann'@'h' (using password: YES)")]
    [InlineData("readonly password: FormControl; let password: u64 = 5; pub password: Option<u8>, x password: varchar2(20)")]
    [InlineData("Hash of the password: SHA-256\nHash of a password: base64-encoded")]
    [InlineData("Failed attempts with a wrong password: 1024")]
    [InlineData("The change of a password: 2026-01-02T10:11:12Z")]
    [InlineData("Reset of the password: ann1@example.com")]
    [InlineData("Forgot your password: don't worry")]
    [InlineData("A new password: user-defined or 8-character")]
    [InlineData("Length of the password: maxLength=20")]
    [InlineData("A reset of the password: https://h.example/reset2")]
    [InlineData("A file with the password: ~/.secrets/db2")]
    [InlineData("let password = value123")]
    public void Words_of_a_sentence_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("passphrase: not set")]
    [InlineData("Passphrase: Enter it again")]
    [InlineData("Passphrase: must be long")]
    [InlineData("passphrase: required")]
    public void A_sentence_about_a_passphrase_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("The API key: see https://h.example/keys")]
    [InlineData("secret key: missing, access token: expired, refresh token: none")]
    [InlineData("Public key: abc123def")]
    [InlineData("private key: ~/.ssh/id_rsa2")]
    [InlineData("Press any key: F12345, sort key: created2")]
    [InlineData("Unknown secret key: \"colour\"")]
    public void Words_after_a_name_of_two_words_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_sentences_take_no_quadratic_time()
    {
        string[] units = ["a password: ", "a password: a1@", "a password: aaaaaa1=", "passphrase: ", "passphrase: a ", "a api key: ", "api key:", "a access token: aaaaaa(", "a password: :"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
