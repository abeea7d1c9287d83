using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Secrets in calls and in statements of SQL.</summary>
public sealed class SecondArgumentTests
{
    [Theory]
    [InlineData("define('DB_PASSWORD', 'hunter');", "define('DB_PASSWORD', '****');")]
    [InlineData("os.Setenv(\"API_KEY\", \"abc\")", "os.Setenv(\"API_KEY\", \"****\")")]
    [InlineData("[Environment]::SetEnvironmentVariable('API_KEY','abc','User')", "[Environment]::SetEnvironmentVariable('API_KEY','****','User')")]
    [InlineData("client.put(\"api_key\", \"abc123def\")", "client.put(\"api_key\", \"****\")")]
    public void An_argument_after_the_name_of_a_secret_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("CREATE USER ann IDENTIFIED BY 'hunter'", "CREATE USER ann IDENTIFIED BY '****'")]
    [InlineData("create user ann identified with caching_sha2 by \"two words\"; x", "create user ann identified with caching_sha2 by \"****\"; x")]
    [InlineData("CREATE ROLE ann LOGIN PASSWORD 'hunter';", "CREATE ROLE ann LOGIN PASSWORD '****';")]
    [InlineData("ALTER USER ann WITH PASSWORD 'two words';", "ALTER USER ann WITH PASSWORD '****';")]
    [InlineData("CREATE LOGIN ann WITH PASSWORD = N'two words', CHECK_POLICY = OFF", "CREATE LOGIN ann WITH PASSWORD = N'****', CHECK_POLICY = OFF")]
    public void The_password_of_a_statement_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("f('password', 'user'); label(\"password\", \"Password 2:\"); getenv(\"API_KEY\", \"none\")")]
    [InlineData("setError('password', 'The password field is required.')")]
    [InlineData("define('KEY', 'value'); define('DB_PASSWORD', '${DB_PASSWORD}')")]
    [InlineData("MovedAttribute('HTTPPasswordMgr', 'urllib2'), ('TokenPlan', '-Number:12')")]
    [InlineData("f('monkey', 'number12'), g(key, 'abc123def')")]
    [InlineData("A resource is identified by 'name2', and sorted by 'key2'")]
    [InlineData("IDENTIFIED BY '${PASS}'; ORDER BY 'name2'")]
    [InlineData("The PASSWORD 'field' is empty")]
    public void Other_arguments_and_words_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_arguments_take_no_quadratic_time()
    {
        string[] units = ["('a_key','", "define('a_key', 'a1", "BY '", "IDENTIFIED BY '", "WITH PASSWORD '", "WITH PASSWORD ", "identified by "];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
