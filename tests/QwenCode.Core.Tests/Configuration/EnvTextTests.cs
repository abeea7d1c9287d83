using System.Text;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class EnvTextTests
{
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void The_byte_order_mark_decides_the_encoding_and_is_removed(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        EnvText.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("A=值😀")], out _).ShouldBe("A=值😀");
    }

    [Fact]
    public void Without_a_byte_order_mark_the_encoding_is_UTF_8()
    {
        EnvText.Decode(Encoding.UTF8.GetBytes("A=é"), out var warning).ShouldBe("A=é");
        warning.ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_do_not_make_the_file_unreadable_and_are_a_warning()
    {
        EnvText.Decode([(byte)'A', (byte)'=', 0xE9, (byte)'\n'], out var warning).ShouldBe("A=\uFFFD\n");
        warning.ShouldNotBeNull().ShouldContain("not UTF-8");
    }

    [Fact]
    public void An_empty_file_is_an_empty_text() => EnvText.Decode([], out _).ShouldBeEmpty();
}
