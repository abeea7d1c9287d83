using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class ListedValueTests
{
    [Theory]
    [InlineData("""{"passwords":["hunter2", "correct horse"],"n":1}""", """{"passwords":["****", "****"],"n":1}""")]
    [InlineData("{\"api_keys\": [\n  \"abc123\",\n  \"def456\"\n]}", "{\"api_keys\": [\n  \"****\",\n  \"****\"\n]}")]
    [InlineData("api_keys = ['abc123', 'def456']", "api_keys = ['****', '****']")]
    [InlineData("passwords: ['abc123', 'def456']", "passwords: ['****', '****']")]
    [InlineData("$passwords = @('abc123', 'def456')", "$passwords = @('****', '****')")]
    [InlineData("$passwords = 'abc123', 'def456'", "$passwords = '****', '****'")]
    [InlineData("""var passwords = new[] { "hunter2", "hunter3" };""", """var passwords = new[] { "****", "****" };""")]
    [InlineData("""passwords = ("hunter2", "hunter3")""", """passwords = ("****", "****")""")]
    [InlineData("""{"a":"{\"passwords\":[\"hunter2\",\"hunter3\"]}"}""", """{"a":"{\"passwords\":[\"****\",\"****\"]}"}""")]
    [InlineData("""{"tokens":["a1b2c3d4e5","Hello","d4e5f6a7b8"]}""", """{"tokens":["****","Hello","****"]}""")]
    [InlineData("api_keys: [abc123def, def456abc]\nport: 5", "api_keys: [****, ****]\nport: 5")]
    [InlineData("passwords:\n  - hunter2\n  - 'hunter3'\nport: 5", "passwords:\n  - ****\n  - ****\nport: 5")]
    [InlineData("db:\r\n  passwords:\r\n  - hunter2\r\n  - 3hunter\r\n  port: 5", "db:\r\n  passwords:\r\n  - ****\r\n  - ****\r\n  port: 5")]
    [InlineData("token:\n  xK9vT2mQpL\nport: 5", "token:\n  ****\nport: 5")]
    public void Each_item_of_a_list_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("$t['password'] = 'hunter'", "$t['password'] = '****'")]
    [InlineData("""os.environ["DB_PASSWORD"] = "hunter" """, """os.environ["DB_PASSWORD"] = "****" """)]
    [InlineData("""process.env["API_KEY"]='abc';""", """process.env["API_KEY"]='****';""")]
    [InlineData("""["password"] = "hunter",""", """["password"] = "****",""")]
    public void The_value_of_an_index_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("password: |\n  hunter2\n  hunter3\nport: 5", "password: |\n  ****\nport: 5")]
    [InlineData("db:\n  password: >-\n    correct horse\n\n    battery\n  port: 5", "db:\n  password: >-\n    ****\n  port: 5")]
    [InlineData("- client_secret: |2\r\n    hunter2\r\n- port: 5", "- client_secret: |2\r\n    ****\r\n- port: 5")]
    [InlineData("""{"a":"password: |\n  hunter2\n  hunter3\nport: 5"}""", """{"a":"password: |\n  ****\nport: 5"}""")]
    [InlineData("password: |\n  hunter2", "password: |\n  ****")]
    public void The_lines_of_a_block_are_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("""{"keys":["name","value"],"tokens":["international","Hello"]}""")]
    [InlineData("""{"required":["password","token"],"passwords":[]}""")]
    [InlineData("""static readonly string[] KeyPrefixes = ["xai-", "sk-proj-"], SecretTexts = ["key", "token is required"];""")]
    [InlineData("""{"apiKeys":["name","apiKey"]}""")]
    [InlineData("""login["refresh_token"] = $"{tokens["refresh_token"]}";""")]
    [InlineData("keys = [first, second]; tokens = [Next(), Next()];")]
    [InlineData("if ($t['password'] -eq $null) { $t['password'] = Read-Host }")]
    [InlineData("""passwords = {"ann2": f1, "bob2": f2}""")]
    [InlineData("""["oauth-no-access-token"] = ("a value counts as unset", 2), 'pass': ('pass', '')""")]
    [InlineData("map['key'] = value1; map[\"token\"] = Next();")]
    [InlineData("f(password, 'user', 'abc123')")]
    [InlineData("password: |\nport: 5")]
    [InlineData("The password: |\n  it is read from a file")]
    [InlineData("var password = new[] { first, second };")]
    [InlineData("Password:\n  Enter version2 here")]
    [InlineData("Password:\n  hunter2\n  is an example")]
    [InlineData("Password:\n  - At least 8 characters\n  - No hunter2 in it")]
    [InlineData("Password:\nhunter2")]
    [InlineData("token:\n  type: string2\n")]
    [InlineData("keys:\n  - user-name2\n  - item12345")]
    [InlineData("tokens: [first, second]\napiKeys: [apiKey1, apiKey2]\nkeys: [user-name2, item12345]")]
    public void Other_lists_and_blocks_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_lists_take_no_quadratic_time()
    {
        string[] units = ["\"keys\":[\"a\",", "\"keys\":[", "\"a\",", "keys:['a',\"b\",", "passwords:[\"", "$keys='a',", "passwords: |\n ", "password: >\n", "- password: |\n  a\n", "a_key: |", "passwords:\n", "passwords:\n- a1b2c3d\n- ", "passwords:\n- ", "a_keys: [a1b2c3d,"];
        foreach (var unit in units)
        {
            LinearTime.Verify(unit);
            LinearTime.Verify($"passwords: [{unit}");
        }
    }
}
