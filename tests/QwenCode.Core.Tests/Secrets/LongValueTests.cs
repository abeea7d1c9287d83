using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Values that are longer than what is read after a name at first.</summary>
public sealed class LongValueTests
{
    [Theory]
    [InlineData("{\"password\": \"", "\", \"url\": \"x\"}")]
    [InlineData("<password><![CDATA[", "]]></password>")]
    [InlineData("password=", " x")]
    [InlineData("Authorization: Bearer ", "\nHost: h")]
    [InlineData("password: |\n  ", "\nurl: x")]
    [InlineData("{\"name\": \"DB_PASSWORD\", \"value\": \"", "\"}")]
    [InlineData("\"passwords\": [\"hunter2\", \"", "\"]")]
    public void A_long_value_is_masked_to_its_end(string before, string after)
    {
        var value = string.Concat(Enumerable.Repeat("aB3dE6gH9", 20_000));

        var shown = SecretMask.Text(before + value + after);

        shown.ShouldNotContain("aB3dE6gH9");
        shown.ShouldEndWith(after);
    }

    [Theory]
    [InlineData("PASSWORD=\"${DB_PASSWORD}\"")]
    [InlineData("export PASSWORD=\"$(cat x)\"")]
    [InlineData("password=\"\"")]
    [InlineData("password=\"https://x.y/z\"")]
    [InlineData("password='<password>'")]
    public void A_placeholder_far_from_the_beginning_of_a_text_is_shown_as_it_is(string line)
    {
        var text = "\n" + string.Concat(Enumerable.Repeat("# line of a config file\n", 200)) + line + "\n";

        SecretMask.Text(text).ShouldBe(text);
    }

    [Fact]
    public void All_lines_of_a_long_block_and_all_items_of_a_long_list_are_masked()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  hunter{i}\n"));
        var items = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"\"hunter{i}\""));

        SecretMask.Text($"passwords:\n{lines.Replace("hunter", "- hunter", StringComparison.Ordinal)}url: x").ShouldNotContain("hunter");
        SecretMask.Text($"password: |\n{lines}url: x").ShouldNotContain("hunter");
        SecretMask.Text($"{{\"passwords\": [{items}], \"url\": \"x\"}}").ShouldNotContain("hunter");
    }

    [Fact]
    public void Names_in_a_long_value_take_no_quadratic_time()
    {
        string[] units =
        [
            "Set-Cookie: \\\"", "Authorization: \\\"", "\"keys\": |\n ", "ENV PASSWORD: {\"\"passphrase\", \"", "密码: > 123\\\"", "value: |\\u0022_auth\"=\"",
            "\"name\":\"password\",\"value\": |\n ", "<password><![CDATA[http://", "password=\"http://", "value: |@\"",
        ];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
