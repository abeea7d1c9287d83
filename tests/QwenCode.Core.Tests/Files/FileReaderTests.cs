using System.Diagnostics;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

/// <summary>What is read, and what is rejected before it can block or fill the memory.</summary>
public sealed class FileReaderTests : IDisposable
{
    private const int Limit = 1000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_regular_file_is_read_completely_with_its_owner()
    {
        var content = FileReader.Read(_folder.Write("f", "text"), Limit)!;

        content.Bytes.ShouldBe("text"u8.ToArray());
        content.Facts.Kind.ShouldBe(FileKind.Regular);
        content.Facts.Length.ShouldBe(4);
        content.Facts.IsOwn.ShouldBeTrue();
    }

    [Fact]
    public void A_link_to_a_regular_file_is_followed() =>
        FileReader.Read(_folder.Link("link", _folder.Write("f", "text")), Limit)!.Bytes.ShouldBe("text"u8.ToArray());

    [Theory]
    [InlineData("missing")]
    [InlineData("f/below-a-file")]
    public void A_missing_file_is_null(string path)
    {
        _folder.Write("f", "text");

        FileReader.Read(_folder.At(path), Limit).ShouldBeNull();
    }

    [Fact]
    public void A_name_that_no_file_can_have_is_reported_as_that()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows there is no such file.");

        Refusal(_folder.At(new string('x', 300))).ShouldBe("its path is too long");
    }

    [Fact]
    public void A_broken_link_is_null() => FileReader.Read(_folder.Link("link", _folder.At("nothing")), Limit).ShouldBeNull();

    [Fact]
    public void A_file_of_exactly_the_limit_is_read_and_a_larger_one_is_rejected()
    {
        FileReader.Read(_folder.Write("f", new byte[Limit]), Limit)!.Bytes.Length.ShouldBe(Limit);

        Refusal(_folder.Write("f", new byte[Limit + 1])).ShouldContain("more than the limit");
    }

    [Fact]
    public void A_sparse_file_of_four_gigabytes_is_rejected_without_being_read()
    {
        using (var file = File.Create(_folder.At("f")))
            file.SetLength(4L << 30);

        Refusal(_folder.At("f")).ShouldContain("4096 MB");
    }

    [Fact]
    public void A_directory_is_rejected() => Refusal(_folder.Folder("d")).ShouldContain("directory");

    [Fact]
    public void Circular_links_are_rejected()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows reports a circle of links as a missing file.");
        File.CreateSymbolicLink(_folder.At("a"), _folder.At("b"));
        File.CreateSymbolicLink(_folder.At("b"), _folder.At("a"));

        Refusal(_folder.At("a")).ShouldContain("loop");
    }

    [Fact]
    public void A_pipe_and_devices_are_rejected_without_opening_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        var pipe = _folder.Pipe("pipe");

        foreach (var path in new[] { pipe, "/dev/zero", "/dev/tty", _folder.Link("link", "/dev/zero"), _folder.Link("to-pipe", pipe) })
            Refusal(path).ShouldContain("pipe or device", customMessage: path);
    }

    [Fact]
    public void A_file_of_the_kernel_is_rejected_without_being_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc and /sys.");

        foreach (var path in new[] { "/proc/self/status", "/proc/cpuinfo", "/sys/kernel/mm/transparent_hugepage/enabled", _folder.Link(".env", "/proc/self/environ") }.Where(File.Exists))
            Refusal(path, FileReader.LargestConfiguration).ShouldContain("virtual file of the kernel", customMessage: path);
    }

    [Fact]
    public void A_path_with_a_NUL_is_rejected_and_not_read_up_to_it()
    {
        var path = _folder.Write("f", "text") + "\0more";

        Refusal(path).ShouldContain("NUL");
    }

    [Fact]
    public void A_file_that_another_program_locks_is_rejected()
    {
        _folder.Write("f", "x");
        _folder.MakeUnreadable("f");

        Refusal(_folder.At("f")).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_file_of_another_account_is_not_the_users_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || System.Environment.UserName != "root", "Only root can give a file away.");
        var file = _folder.Write("f", "x");
        using (var process = Process.Start("chown", ["12345", file]))
            process.WaitForExit();

        FileReader.Read(file, Limit)!.Facts.IsOwn.ShouldBeFalse();
    }

    private static string Refusal(string path, int limit = Limit) => Should.Throw<UnusableFileException>(() => FileReader.Read(path, limit)).Message;
}
