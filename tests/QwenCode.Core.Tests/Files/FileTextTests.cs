using System.Text;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

public sealed class FileTextTests
{
    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    [InlineData("gb18030", false)]
    public void The_encoding_of_a_text_is_detected(string name, bool marked)
    {
        const string Text = "通义千问，你好";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

        FileText.Decode([.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)]).ShouldBe(Text);
    }

    [Theory]
    [InlineData("Crème brûlée, garçon")]
    [InlineData("Größe")]
    [InlineData("naïve")]
    public void Western_single_byte_text_is_not_read_as_Chinese(string text) =>
        FileText.Decode(CodePagesEncodingProvider.Instance.GetEncoding("windows-1252")!.GetBytes(text)).ShouldBe(text);

    [Theory]
    [InlineData("第一行：数据库连接失败\n", new byte[] { 0xE4 }, "\uFFFD")]
    [InlineData("第一行：数据库连接失败\n", new byte[] { 0xE4, 0xBD }, "\uFFFD")]
    [InlineData("Größe 🙂", new byte[] { 0xFF }, "\uFFFD")]
    [InlineData("Größe", new byte[] { 0xF0, 0x9F, 0x99 }, "\uFFFD")]
    public void A_stray_byte_in_UTF_8_is_one_replacement_character_and_the_rest_stays(string text, byte[] stray, string expected)
    {
        FileText.Decode([.. Encoding.UTF8.GetBytes(text), .. stray]).ShouldBe(text + expected);
        FileText.Decode([.. Encoding.UTF8.GetBytes(text), .. stray, .. Encoding.UTF8.GetBytes("\n" + text)]).ShouldBe($"{text}{expected}\n{text}");
    }

    [Fact]
    public void A_text_whose_last_character_is_incomplete_keeps_the_rest() =>
        FileText.Decode([.. "log "u8, 0xE4, 0xBD]).ShouldBe("log \uFFFD");

    [Fact]
    public void A_UTF_8_text_whose_first_character_is_incomplete_keeps_the_rest() =>
        FileText.Decode(Encoding.UTF8.GetBytes("数据库连接")[1..]).TrimStart('\uFFFD').ShouldBe("据库连接");

    [Theory]
    [InlineData("通义千问，你好，世界。数据库连接失败，请重试。")]
    [InlineData("第一行：数据库连接失败\n第二行：请重试\n一二三四五六七八九十百千万亿")]
    public void Chinese_in_an_older_encoding_is_not_read_as_damaged_UTF_8(string text) =>
        FileText.Decode(CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text)).ShouldBe(text);

    [Fact]
    public void Text_that_is_valid_in_no_encoding_is_still_read() => FileText.Decode([(byte)'a', 0x81, 0xFF]).ShouldStartWith("a");
}
