using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Tables with a column or a row of secrets.</summary>
public sealed class TableColumnTests
{
    [Theory]
    [InlineData("user,password\nann,hunter\nbob,correct horse\n", "user,password\nann,****\nbob,****\n")]
    [InlineData("user,password\r\nann,hunter2\r\n", "user,password\r\nann,****\r\n")]
    [InlineData("\"user\",\"password\",\"n\"\n\"ann\",\"hunter, \"\"2\",\"1\"", "\"user\",\"password\",\"n\"\n\"ann\",\"****\",\"1\"")]
    [InlineData("A list:\n\nuser;password;\nuser;password\n\nuser;password\nann;hunter\n\nno;word", "A list:\n\nuser;password;\nuser;password\n\nuser;password\nann;****\n\nno;word")]
    [InlineData("id,api_key\n1,abc123def\n2,name", "id,api_key\n1,****\n2,name")]
    public void A_column_of_CSV_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("Text\n\n| User | Password |\n|:-----|---------:|\n| ann | hunter2 |\n| bob | `Hunt3r!x` |\n", "Text\n\n| User | Password |\n|:-----|---------:|\n| ann | **** |\n| bob | `****` |\n")]
    [InlineData("| password | hunter2 |", "| password | **** |")]
    [InlineData("a\n| **API_KEY** | `abc123def` | x |", "a\n| **API_KEY** | `****` | x |")]
    public void A_cell_of_Markdown_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("\nuser password\n---- --------\nann  hunter\nbob  Hunter2\n\nname password", "\nuser password\n---- --------\nann  ****\nbob  ****\n\nname password")]
    [InlineData("\r\nName  Password      Id\r\n----  --------      --\r\nann   correct horse  1\r\nbob                  2\r\n", "\r\nName  Password      Id\r\n----  --------      --\r\nann   ****  1\r\nbob                  2\r\n")]
    [InlineData("Name Password Id\n---- -------- --\nann  hunter22x y", "Name Password Id\n---- -------- --\nann  **** y")]
    public void A_column_of_PowerShell_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("user, password\nann, name")]
    [InlineData("using A.Secrets;\nusing A.Text;\n\nPassword,\nToken,")]
    [InlineData("name,password\nemail")]
    [InlineData("name,passwordHint\nann,abc")]
    [InlineData("Name PasswordExpired Password\n---- --------------- --------\nann  False           True")]
    [InlineData("Passwords\n---------\nUse a long one of version 2")]
    [InlineData("Key Value\n--- -----\na1  name")]
    [InlineData("| Option | Password |\n|---|---|\n| basic | required |\n| other | a text of 8 words |")]
    [InlineData("| Key | Action |\n|---|---|\n| F5 | x |\n| Ctrl+F5 | y |")]
    [InlineData("| password | The password of the user2 |\n| password | string | x |\n| `apiKey` | `API_KEY_2` |")]
    [InlineData("a | password | hunter22\nab     |  password | hunter22\n| max_tokens | 4096000 |")]
    public void Other_tables_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_tables_take_no_quadratic_time()
    {
        string[] units = ["user,password\n", "a,password\nb,c\n\n", "password,", "\"password\",\"", "|password", "| password | ", "| a | password |\n|---|---|\n", "password a\n-------- -\n", "- ", "- -\n", "\n", "\r\n", "\"\"", "a,\"", "password \n\n"];
        foreach (var unit in units)
        {
            LinearTime.Verify(unit);
            LinearTime.Verify($"user,password\n{unit}");
        }
    }
}
