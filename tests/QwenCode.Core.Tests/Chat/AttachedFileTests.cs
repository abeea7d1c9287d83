using System.Text;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class AttachedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_is_in_a_fence_under_its_name() =>
        Read("a.txt", "one\ntwo\r\n\n").Text.ShouldBe("a.txt:\n```\none\ntwo\n```");

    [Theory]
    [InlineData("a ``` b", "````")]
    [InlineData("a ````` b", "``````")]
    public void The_fence_is_longer_than_any_in_the_text(string text, string fence) =>
        AttachedFile.Fence("n", text).ShouldBe($"n:\n{fence}\n{text}\n{fence}");

    [Theory]
    [InlineData("89504E470D0A1A0A", "image/png")]
    [InlineData("FFD8FFE000", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946460000000057454250", "image/webp")]
    public void An_image_is_recognized_by_its_first_bytes(string hex, string type)
    {
        var bytes = Convert.FromHexString(hex);

        var material = Read("picture.txt", bytes);

        material.Text.ShouldBe("picture.txt");
        material.Image!.Url.ShouldBe($"data:{type};base64,{Convert.ToBase64String(bytes)}");
        material.Image.Name.ShouldBe("picture.txt");
    }

    [Theory]
    [InlineData("00010203")]
    [InlineData("255044462D312E37")]
    [InlineData("524946460000000057415645")]
    [InlineData("6162630064")]
    public void A_file_that_is_neither_text_nor_image_is_rejected(string hex) =>
        Refusal(_folder.Write("x.bin", Convert.FromHexString(hex))).ShouldContain("neither text nor");

    [Theory]
    [InlineData("1F8B0808AB")]
    [InlineData("63E9010241")]
    [InlineData("604F7D59164E4C75D98F2F6687652C67")]
    public void A_file_without_NUL_is_rejected_if_its_bytes_are_not_text(string hex) =>
        Refusal(_folder.Write("x.txt", Convert.FromHexString(hex))).ShouldContain("neither text nor");

    [Theory]
    [InlineData("610001620A")]
    [InlineData("68006900")]
    [InlineData("00680069")]
    public void UTF_16_without_a_mark_is_recognized(string hex) =>
        Refusal(_folder.Write("x.txt", Convert.FromHexString(hex))).Contains("Get-Content <file> -Encoding unicode", StringComparison.Ordinal).ShouldBe(!hex.EndsWith("0A", StringComparison.Ordinal));

    [Fact]
    public void Text_with_control_characters_is_text_in_UTF_8_and_if_they_are_few_in_Windows_1252()
    {
        Read("a.txt", [1, 2, 3, 0xC3, 0xA9]).Text.ShouldContain("\u0001\u0002\u0003é");
        Read("b.txt", [0xE9, 1, .. Enumerable.Repeat((byte)'a', 100)]).Text.ShouldContain("é\u0001a");
        Read("c.txt", [0x1B, (byte)'[', (byte)'m', 0xE9, 0x1E, 0x1A]).Text.ShouldContain("é");
    }

    [Fact]
    public void A_text_of_backticks_alone_gets_its_fence_in_linear_time()
    {
        var text = new string('`', AttachedFile.LargestText);

        AttachedFile.Fence("n", text).Length.ShouldBe("n:\n\n\n".Length + (3 * text.Length) + 2);
    }

    [Fact]
    public void A_pipe_and_devices_are_rejected_without_being_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        var pipe = _folder.Pipe("pipe.txt");

        foreach (var path in new[] { pipe, _folder.Link("a.png", "/dev/zero"), "/dev/tty", _folder.Link("b.txt", pipe) })
            Refusal(path).ShouldContain("pipe or device");
    }

    [Fact]
    public void A_sparse_file_of_gigabytes_is_rejected_without_being_read()
    {
        using (var file = File.Create(_folder.At("f.txt")))
            file.SetLength(8L << 30);

        Refusal(_folder.At("f.txt")).ShouldContain("8192 MB");
    }

    [Fact]
    public void A_missing_file_is_named() => Refusal(_folder.At("none.txt")).ShouldContain("none.txt was not sent: it does not exist");

    [Fact]
    public void A_directory_is_rejected() => Refusal(_folder.Folder("sub")).ShouldContain("was not sent");

    [Fact]
    public void Text_above_the_limit_is_rejected_and_text_at_it_is_not()
    {
        Read("fits.txt", new byte[AttachedFile.LargestText].Select(_ => (byte)'a').ToArray()).Text.Length.ShouldBeGreaterThan(AttachedFile.LargestText);
        Refusal(_folder.Write("large.txt", new byte[AttachedFile.LargestText + 1].Select(_ => (byte)'a').ToArray())).ShouldContain("4 MB for text");
    }

    [Fact]
    public void A_file_above_the_limit_of_images_is_rejected_without_being_read()
    {
        var path = _folder.At("huge.png");
        using (var file = File.Create(path))
            file.SetLength(AttachedFile.LargestImage + 1L);

        Refusal(path).ShouldContain("the limit of 20 MB");
    }

    [Theory]
    [InlineData(AttachedFile.LargestText + 1, "it is not a PNG, JPEG, GIF or WebP image. Use text.")]
    [InlineData(AttachedFile.LargestImage + 1, "the limit of 20 MB. Specify a PNG, JPEG, GIF or WebP image of at most 20 MB.")]
    public void A_file_that_should_be_an_image_is_rejected_as_such_whatever_its_size(int size, string reason)
    {
        using (var file = File.Create(_folder.At("big.txt")))
            file.SetLength(size);

        var error = Should.Throw<QwenException>(() => AttachedFile.ImageFromFile(_folder.At("big.txt"), "Use text."));

        error.ErrorId.ShouldBe("InvalidInput");
        error.Message.ShouldEndWith(reason);
    }

    private static string Refusal(string path)
    {
        var error = Should.Throw<QwenException>(() => AttachedFile.FromFile(path));
        error.ErrorId.ShouldBe("InvalidInput");
        return error.Message;
    }

    private AttachedFile Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    private AttachedFile Read(string name, byte[] content) => AttachedFile.FromFile(_folder.Write(name, content));
}
