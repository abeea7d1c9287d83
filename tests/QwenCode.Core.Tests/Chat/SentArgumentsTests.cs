using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class SentArgumentsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(""" { "city": "東京 😀", "days": [1, 2] } """)]
    [InlineData("""{"a":"\ud83d"}""")]
    [InlineData("{\"a\":\"\ud83d\"}")]
    public void An_object_is_sent_as_the_model_wrote_it(string arguments) => SentArguments.Of(arguments).ShouldBe(arguments);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void No_arguments_are_an_empty_object(string arguments) => SentArguments.Of(arguments).ShouldBe("{}");

    [Theory]
    [InlineData("""{"city":"Os""")]
    [InlineData("{}{}")]
    [InlineData("{'a':1}")]
    [InlineData("[1]")]
    [InlineData("\"Oslo\"")]
    [InlineData("ls -l \\ \n 東京 😀")]
    public void All_else_is_the_text_in_an_object(string arguments)
    {
        using var sent = JsonDocument.Parse(SentArguments.Of(arguments));

        sent.RootElement.GetProperty("invalid_arguments").GetString().ShouldBe(arguments);
    }

    [Fact]
    public void Half_a_character_does_not_fail() =>
        JsonDocument.Parse(SentArguments.Of("{\"a\":\"\ud83d")).RootElement.GetProperty("invalid_arguments").GetString().ShouldBe("{\"a\":\"\ufffd");
}
