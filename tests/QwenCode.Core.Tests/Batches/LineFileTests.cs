using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using QwenCode.Batches;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Files of lines that are written while the next lines are made.</summary>
public sealed class LineFileTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(2000, 3000)]
    [InlineData(7, 3 * Megabyte)]
    [InlineData(3, Megabyte)]
    public async Task The_content_is_what_was_written_and_the_hash_is_that_of_the_content(int count, int longest)
    {
        var (path, random) = (_files.At("lines.jsonl"), new Random(count + longest));
        using var expected = new MemoryStream();
        using var file = LineFile.Create(path);
        for (var number = 0; number < count; number++)
        {
            var line = new byte[longest - random.Next(Math.Min(longest, 1000)) + 1];
            random.NextBytes(line);
            line[^1] = (byte)'\n';
            file.Buffer.Write(line);
            expected.Write(line);
            file.Length.ShouldBe(expected.Length);
            if (file.IsFull)
                await file.FlushAsync();
            file.Length.ShouldBe(expected.Length);
        }

        var hash = await file.CompleteAsync();
        File.Exists(path).ShouldBeFalse();
        file.MoveTo(path, overwrite: false);

        var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        content.AsSpan().SequenceEqual(expected.ToArray()).ShouldBeTrue();
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    [Fact]
    public async Task A_file_that_is_not_kept_leaves_nothing()
    {
        using (var file = LineFile.Create(_files.At("lines.jsonl")))
        {
            file.Buffer.Write("x\n"u8);
            await file.FlushAsync();
        }

        Directory.GetFiles(_files.Root).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_that_name_is_replaced_only_on_request()
    {
        var path = _files.Write("lines.jsonl", "old");
        using (var file = LineFile.Create(path))
        {
            file.Buffer.Write("new"u8);
            await file.CompleteAsync();
            Should.Throw<IOException>(() => file.MoveTo(path, overwrite: false));
        }

        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(_files.Root).ShouldHaveSingleItem();

        using (var file = LineFile.Create(path))
        {
            file.Buffer.Write("new"u8);
            await file.CompleteAsync();
            file.MoveTo(path, overwrite: true);
        }

        File.ReadAllText(path).ShouldBe("new");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(1L, "{\"model\":\"m\"}")]
    [InlineData(long.MaxValue, "{}")]
    public void A_line_is_as_long_as_announced_or_shorter_and_its_body_is_found(long number, string body)
    {
        var (line, target, bytes) = (new RequestLine("/v1/chat/completions"), new ArrayBufferWriter<byte>(), Encoding.UTF8.GetBytes(body));

        line.Write(target, number, bytes);

        target.WrittenCount.ShouldBeInRange(line.LengthOf(bytes) - 19, line.LengthOf(bytes));
        target.WrittenSpan[^1].ShouldBe((byte)'\n');
        Encoding.UTF8.GetString(RequestLine.BodyOf(target.WrittenMemory).Span).ShouldBe(body);
        ResultLine.Read(target.WrittenMemory)!.CustomId.ShouldBe($"{number}");
    }
}
