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
    [InlineData("Driver={X};UID=sa;PWD=/secret1;", "Driver={X};UID=sa;PWD=****;")]
    [InlineData("PWD=hunter2", "PWD=****")]
    public void What_is_no_path_in_PWD_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

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
    [InlineData("TWINE_PASSWORD: ${{ secrets.PYPI_TOKEN }}")]
    [InlineData("TWINE_PASSWORD: \"${{ secrets.PYPI_TOKEN }}\"")]
    [InlineData("run --password ${{ secrets.DB2 }} --token=${{ secrets.TOKEN2 }} x")]
    [InlineData("key: ${{ runner.os }}-node-${{ hashFiles('**/package-lock.json') }}")]
    [InlineData("restore-keys: |\n  npm-x64-linux-build-v1\n  ${{ runner.os }}-node-\nother: x")]
    [InlineData("cache-key: npm-x64-linux-build-v1")]
    [InlineData("LoadCredential=passwd.shell.root")]
    public void A_reference_to_a_secret_or_a_cache_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("if (e.key === 'Escape' || event.key == \"Enter\")")]
    [InlineData("STORAGE_KEY = 'app-settings'")]
    [InlineData("<ListItem key=\"profile-list\"/>")]
    [InlineData("<Item eventKey=\"home\">")]
    [InlineData("shortcutKey = \"F5\"")]
    [InlineData(@"$regKey = ""HKLM:\SOFTWARE\Microsoft""")]
    [InlineData("""{"s3Key":"logs/2026/01/app.log"}""")]
    [InlineData("""{"input_token":"NextToken","limit_key":"MaxResults","result_key":"Instances","signatureVersion":"v4"}""")]
    [InlineData("openssl req -newkey rsa:4096 -nodes")]
    public void The_key_of_something_else_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("f(api_key=settings.API_KEY, next_page_token=self._next_page_token)")]
    [InlineData("f(client_secret=info.get(\"client_secret\"))")]
    [InlineData("token=get_token()")]
    [InlineData("keys = u2.keys()")]
    [InlineData("f(required_keys=['type'])")]
    public void An_expression_of_a_program_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

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
    [InlineData("AZURE_STORAGE_KEY=q83vEjRWeJA=")]
    [InlineData("s3_key=minio1234")]
    [InlineData("secret_storage_key=hunter")]
    [InlineData("client_secret=info.get9x")]
    [InlineData("password=my.hunter2")]
    [InlineData("api_key=abc.def")]
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
    public void Many_such_names_take_no_quadratic_time()
    {
        string[] units = ["PasswordLastSet : ", "pass=1 ", "key=a=", "key=a,", "lastlastset=", "key=\"a", "a_key=b.", "a_key=b(", "a_key=['", "storage_key=", "token=${{ "];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
