using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>The code blocks of an answer.</summary>
public sealed class CodeBlocksTests
{
    [Theory]
    [InlineData("no code `here`", new string[0])]
    [InlineData("a\n```sh\none\ntwo\n```\nb", new[] { "one\ntwo\n" })]
    [InlineData("```\n```", new[] { "" })]
    [InlineData("~~~py\n```\nx\n~~~\n```\ny", new[] { "```\nx\n", "y\n" })]
    [InlineData("````md\n```\nin\n```\n````", new[] { "```\nin\n```\n" })]
    [InlineData("- item\n  ```\n  a\n    b\n c\n  ```", new[] { "a\n  b\nc\n" })]
    [InlineData("```sh\r\nx\r\n```\r\n", new[] { "x\n" })]
    [InlineData("```a`b\nnot code", new string[0])]
    public void Each_block_is_found_without_its_fences(string text, string[] blocks) => CodeBlocks.In(text).ShouldBe(blocks);
}
