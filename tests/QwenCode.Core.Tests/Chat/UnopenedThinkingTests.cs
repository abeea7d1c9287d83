using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Thinking without its opening tag, in texts of any kind.</summary>
public sealed class UnopenedThinkingTests
{
    [Theory]
    [InlineData("</think>")]
    [InlineData("</think>  ")]
    [InlineData("```</think>")]
    [InlineData("```\n</think>\n")]
    public void A_long_text_of_tags_takes_one_pass(string piece)
    {
        var text = "x " + string.Concat(Enumerable.Repeat(piece, 500_000)) + "y";

        _ = UnopenedThinking.Split(text);
    }
}
