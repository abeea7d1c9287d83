using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class ColumnValueTests
{
    private const string Header = "Name                           Value\n----                           -----\n";

    [Theory]
    [InlineData("DB_PASSWORD                    hunter2", "DB_PASSWORD                    ****")]
    [InlineData("PATH      /usr/bin\nDB_PASSWORD   hunter2\nPORT   5", "PATH      /usr/bin\nDB_PASSWORD   ****\nPORT   5")]
    [InlineData("password\thunter2\nuser\tann", "password\t****\nuser\tann")]
    [InlineData("password\thunter\nuser\tann", "password\t****\nuser\tann")]
    [InlineData(Header + "A_VERY_LONG_NAME_OF_A_DB_PASSWORD hunter", Header + "A_VERY_LONG_NAME_OF_A_DB_PASSWORD ****")]
    [InlineData(Header + "DB_PASSWORD                    correct horse\nPORT                           8080", Header + "DB_PASSWORD                    ****\nPORT                           8080")]
    [InlineData(Header + "password                       hunter\r\nuser                           ann", Header + "password                       ****\r\nuser                           ann")]
    [InlineData("\n" + Header + "DB_PASSWORD                    hunter\n\nDB_PASSWORD  The password of the database", "\n" + Header + "DB_PASSWORD                    ****\n\nDB_PASSWORD  The password of the database")]
    [InlineData("machine h.example login ann password hunter", "machine h.example login ann password ****")]
    [InlineData("machine h.example\n  login ann\n  password hunter2\n", "machine h.example\n  login ann\n  password ****\n")]
    [InlineData("machine h password hunter2 login ann", "machine h password **** login ann")]
    public void The_value_in_the_next_column_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("OPENAI_API_KEY    Your API key of 2024")]
    [InlineData("  password    The password")]
    [InlineData("password\tstring\nkey\tvalue1")]
    [InlineData("tokens    12\nmax_tokens    4096")]
    [InlineData("The password  hunter2 is an example")]
    [InlineData("login and password fields2 are shown")]
    [InlineData("API_KEY   ${API_KEY}")]
    [InlineData("key    v2")]
    [InlineData("login = account = password = ''")]
    [InlineData("public readonly string Token  = Next(); // a")]
    public void Other_columns_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_columns_take_no_quadratic_time()
    {
        string[] units = ["a_key  ", "a_key\t", "a_key  b\n", "\na_key  b c", "login a password ", "machine ", "Name  Value\n", "Name  ", "password "];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
