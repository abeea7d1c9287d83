using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class WrappedValueTests
{
    [Theory]
    [InlineData("ClientSecret : hunter2\n               hunter3\n               hunter4\nPort         : 5", "ClientSecret : ****\nPort         : 5")]
    [InlineData("ClientSecret : hunter2\r\n               hunter3\r\nPort         : 5", "ClientSecret : ****\r\nPort         : 5")]
    [InlineData("ClientSecret : hunter2\n               hunter3", "ClientSecret : ****")]
    [InlineData("ClientSecret : hunter2\n               two words\n", "ClientSecret : ****\n               two words\n")]
    [InlineData("ClientSecret : hunter2\n  port\n                 host", "ClientSecret : ****\n  port\n                 host")]
    [InlineData("secret: hunter2\n        port", "secret: ****\n        port")]
    public void The_lines_below_a_value_in_its_column_are_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("APP_SECRET=\"line 1\nhunter2\nhunter3\"", "APP_SECRET=\"****\"")]
    [InlineData("A=1\r\nexport APP_SECRET='line 1\r\nhunter2'\r\nPORT=5", "A=1\r\nexport APP_SECRET='****'\r\nPORT=5")]
    [InlineData("APP_SECRET=\"line 1\nhunter2\"\n\n# Of the server\nPORT=5", "APP_SECRET=\"****\"\n\n# Of the server\nPORT=5")]
    [InlineData("APP_SECRET=\"line 1\nSet \"this\" and that\n", "APP_SECRET=\"****\nSet \"this\" and that\n")]
    [InlineData("APP_SECRET=\"line 1\nPORT=5\nNAME=\"x\"\n", "APP_SECRET=\"****\nPORT=5\nNAME=\"x\"\n")]
    [InlineData("APP_SECRET=\"line 1\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n\"", "APP_SECRET=\"****\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n\"")]
    [InlineData("Write APP_SECRET=\"line 1\nand close it with\"\n", "Write APP_SECRET=\"****\nand close it with\"\n")]
    public void The_lines_of_a_text_in_quotation_marks_are_masked_in_an_environment_file(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Fact]
    public void Many_lines_take_no_quadratic_time()
    {
        string[] units = ["a_key : hunter2\n        ", "a_key : hunter2\n        a1\n", "        a1\n", "A_KEY=\"\n", "A_KEY=\"a1\nb\n", "A_KEY=\"a1 \n\"\n"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
