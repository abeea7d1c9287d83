using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Lines of configuration and key files.</summary>
public sealed class LineValueTests
{
    [Theory]
    [InlineData("requirepass hunter\nport 1", "requirepass ****\nport 1")]
    [InlineData("masterauth \"correct horse\"", "masterauth \"****\"")]
    [InlineData("    Key Content            : hunter\r\n", "    Key Content            : ****\r\n")]
    [InlineData("    Key Content            : correct horse #1", "    Key Content            : ****")]
    [InlineData("psk=hunter", "psk=****")]
    [InlineData("network={\n  psk=\"correct horse\"\n  key_mgmt=WPA-PSK\n}", "network={\n  psk=\"****\"\n  key_mgmt=WPA-PSK\n}")]
    [InlineData("802-11-wireless-security.psk:  hunter22", "802-11-wireless-security.psk:  ****")]
    public void The_value_of_a_line_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("Public-Lines: 1\nAAAAC3Nz\nPrivate-Lines: 2\nAAAAIHunter2\nabcd==\nPrivate-MAC: 12ab", "Public-Lines: 1\nAAAAC3Nz\nPrivate-Lines: 2\n****\nPrivate-MAC: 12ab")]
    [InlineData("Private-Lines: 2\r\nAAAAIHunter2\r\nabcd\r\n\r\nend", "Private-Lines: 2\r\n****\r\n\r\nend")]
    [InlineData("Private-Lines: 14\nAAAAIHunter2", "Private-Lines: 14\n****")]
    [InlineData("""{"file":"Comment: ann\nPrivate-Lines: 1\nAAAAIHunter2\nPrivate-MAC: 12ab"}""", """{"file":"Comment: ann\nPrivate-Lines: 1\n****\nPrivate-MAC: 12ab"}""")]
    public void The_private_lines_of_a_key_are_masked(string text, string shown) => SecretMask.Text($"PuTTY-User-Key-File-3: x\n{text}").ShouldBe($"PuTTY-User-Key-File-3: x\n{shown}");

    [Theory]
    [InlineData("requirepass is a setting of Redis")]
    [InlineData("requirepass ${REDIS_PASS}")]
    [InlineData("The setting requirepass hunter2")]
    [InlineData("requirepass\nport 2")]
    [InlineData("Key Content: the words of a page")]
    [InlineData("The Key Content     : a2")]
    [InlineData("Private-Lines: 2")]
    [InlineData("Private-Lines: 0\nPrivate-MAC: 12ab")]
    public void Other_lines_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_lines_take_no_quadratic_time()
    {
        string[] units = ["requirepass ", "requirepass a\n", "requirepass \"a", "Key Content  : ", "Key Content  : a\n", "Private-Lines: 1\n", "Private-Lines: 9\na\n", "Private-Lines:", "\r\n", "psk="];
        foreach (var unit in units)
            LinearTime.Verify(unit);
        LinearTime.Verify($"Private-Lines: {new string('\n', 1000)}");
    }
}
