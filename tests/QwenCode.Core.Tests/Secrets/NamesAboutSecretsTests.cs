using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Names and values that only look like those of secrets: dates, counts, results and keys of other kinds.</summary>
public sealed class NamesAboutSecretsTests
{
    [Theory]
    [InlineData("PasswordLastSet : 1/2/2026")]
    [InlineData("PasswordLastSet      : 1/2/2026 10:11:12 AM")]
    [InlineData("PasswordLastSet: 2026-01-02T10:11:12.1234567+00:00")]
    [InlineData("""{"PasswordLastSet":"2026-01-02T10:11:12Z"}""")]
    [InlineData("@{PasswordLastSet=01/02/2026 10:11:12; Name=ann}")]
    [InlineData("pwdLastSet: 133498765432109876")]
    [InlineData("LastPasswordChange: 2026-01-02")]
    [InlineData("password_changed_at=2026-01-02")]
    [InlineData("PasswordNeverExpires : False")]
    [InlineData("PasswordNeverExpires=True")]
    [InlineData("PasswordExpired : False")]
    [InlineData("PasswordExpired=no")]
    [InlineData("PasswordRequired=True")]
    [InlineData("PasswordNotRequired : False")]
    [InlineData("passwordAge=42 days")]
    [InlineData("password_history=none")]
    [InlineData("key_id=build2")]
    [InlineData("key_mgmt=WPA-PSK")]
    [InlineData("PWD=/home/me/src")]
    [InlineData("OLDPWD=/")]
    [InlineData("export PWD=\"/home/me/src 2\"")]
    [InlineData("{\"PWD\": \"/home/me/src\", \"OLDPWD\": \"C:\\\\src2\"}")]
    [InlineData("HOME   /home/me\nPWD    /home/me/src2")]
    [InlineData("Name                           Value\n----                           -----\nPWD                            /home/me/src")]
    public void What_is_about_a_password_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("pass=true")]
    [InlineData("pass=340 fail=2")]
    [InlineData("pass: 12")]
    [InlineData("password=null")]
    [InlineData("token=None")]
    [InlineData("token=12")]
    [InlineData("token: 12")]
    public void A_literal_or_a_count_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("key=value")]
    [InlineData("key=Enter")]
    [InlineData("sort key=name")]
    [InlineData("key=id, key=firstName")]
    [InlineData("sorted(words, key=len)")]
    [InlineData("sorted(words, key=lambda word: word.size)")]
    [InlineData("""<add key="LogLevel" value="Debug" />""")]
    public void A_plain_word_after_key_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("key=abc123def")]
    [InlineData("key=dXNlcg==")]
    [InlineData("key=abcDEfGHijKL")]
    [InlineData("pass=hunter")]
    [InlineData("pass=1234")]
    [InlineData("password=123")]
    [InlineData("token=abc")]
    [InlineData("token=12345678")]
    [InlineData("https://h/?key=name")]
    [InlineData("pwd=hunter2")]
    [InlineData("PWD=hunter2")]
    [InlineData("pwd=/hunter2/x")]
    [InlineData("DB_PWD=/hunter2/x")]
    [InlineData("PWD=/xK9vT2mQpL44zzK9vT2mQpL44zz")]
    [InlineData("lastPassword=hunter")]
    [InlineData("PasswordLastSet=sk-abc")]
    [InlineData("passwordExpired=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("PasswordSet=hunter2")]
    public void Other_values_are_masked(string text) => SecretMask.Text(text).ShouldBe($"{text[..(text.IndexOf('=', StringComparison.Ordinal) + 1)]}****");

    [Fact]
    public void A_megabyte_of_such_names_takes_milliseconds()
    {
        string[] units = ["PasswordLastSet : ", "pass=1 ", "key=a=", "key=a,", "lastlastset=", "key=\"a"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
