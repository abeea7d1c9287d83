using QwenCode.Chat;

namespace QwenCode.Core.Tests.Tools;

public sealed class ToolNameTests
{
    private static readonly string Longest = new('a', 64);

    [Theory]
    [InlineData("Get-ChildItem", true)]
    [InlineData("server__tool_1", true)]
    [InlineData("-", true)]
    [InlineData("", false)]
    [InlineData("Get ChildItem", false)]
    [InlineData("a.b", false)]
    [InlineData("a\n", false)]
    [InlineData("Größe", false)]
    [InlineData("١", false)]
    [InlineData("a;b", false)]
    public void A_name_has_ASCII_letters_digits_hyphens_and_underscores(string name, bool isValid) => ToolName.IsValid(name).ShouldBe(isValid);

    [Fact]
    public void A_name_has_at_most_64_characters() => (ToolName.IsValid(Longest), ToolName.IsValid(Longest + "a")).ShouldBe((true, false));

    [Theory]
    [InlineData("Get-ChildItem", "Get-ChildItem")]
    [InlineData("", "_")]
    [InlineData("functions.get weather", "functions_get_weather")]
    [InlineData("😀", "__")]
    public void A_name_that_a_model_wrote_is_sent_back_as_services_accept_it(string name, string sent)
    {
        ToolName.Sent(name).ShouldBe(sent);
        ToolName.IsValid(sent).ShouldBeTrue();
    }

    [Fact]
    public void A_long_name_is_sent_back_shortened() => ToolName.Sent($"{Longest}!").ShouldBe(Longest);
}
