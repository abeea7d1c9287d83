using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

/// <summary>Files that are replaced whole, and the room that is taken for them before.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_space_is_reserved_before_the_content_is_known()
    {
        var file = _folder.Write("f", "old");
        using (var replacement = AtomicFile.Begin(file, size: 5000))
        {
            new FileInfo(Beside().ShouldHaveSingleItem()).Length.ShouldBe(5000);
            replacement.Complete("new"u8);
        }

        File.ReadAllText(file).ShouldBe("new");
        Beside().ShouldBeEmpty();
    }

    [Fact]
    public void Space_that_is_not_used_is_released_and_the_file_is_not_changed()
    {
        var file = _folder.Write("f", "old");
        AtomicFile.Begin(file, size: 5000).Dispose();

        File.ReadAllText(file).ShouldBe("old");
        Beside().ShouldBeEmpty();
    }

    [Fact]
    public void A_content_that_is_larger_than_the_reserved_space_is_written_completely()
    {
        var file = _folder.At("sub/f");
        using (var replacement = AtomicFile.Begin(file, size: 10))
            replacement.Complete(new byte[10_000]);

        new FileInfo(file).Length.ShouldBe(10_000);
    }

    [Fact]
    public void A_failure_keeps_the_old_content_and_leaves_no_temporary_file()
    {
        var file = _folder.Write("f", "old");
        using (var replacement = AtomicFile.Begin(file, size: 10))
        {
            Directory.Move(_folder.Root, _folder.Root + "-away");
            Should.Throw<IOException>(() => replacement.Complete("new"u8));
            Directory.Move(_folder.Root + "-away", _folder.Root);
        }

        File.ReadAllText(file).ShouldBe("old");
        Beside().ShouldBeEmpty();
    }

    [Fact]
    public void A_link_stays_and_the_temporary_file_is_beside_its_target()
    {
        var target = _folder.Write("dotfiles/f", "old");
        var link = _folder.Link("home/f", target);
        using (var replacement = AtomicFile.Begin(link, size: 10))
        {
            Directory.GetFiles(_folder.At("dotfiles")).Length.ShouldBe(2);
            replacement.Complete("new"u8);
        }

        new FileInfo(link).LinkTarget.ShouldBe(target);
        File.ReadAllText(target).ShouldBe("new");
    }

    [Fact]
    public void A_relative_link_in_a_linked_directory_is_resolved_from_the_real_directory()
    {
        var target = _folder.Write("vault/f", "old");
        _folder.Link("a/b/home/.qwen", _folder.Folder("dotfiles/deep/qwen"));
        var link = _folder.At("a/b/home/.qwen/f");
        File.CreateSymbolicLink(link, Path.Join("..", "..", "..", "vault", "f"));

        AtomicFile.Write(link, "new"u8);

        File.ReadAllText(target).ShouldBe("new");
        Directory.Exists(_folder.At("a/vault")).ShouldBeFalse();
    }

    private string[] Beside() => Directory.GetFiles(_folder.Root, "*.tmp.*");

    [Fact]
    public void What_is_no_regular_file_is_not_replaced()
    {
        if (OperatingSystem.IsWindows())
            return;
        var pipe = _folder.Pipe("pipe");
        var link = _folder.Link("link", pipe);

        foreach (var path in new[] { pipe, link })
            Should.Throw<UnusableFileException>(() => AtomicFile.Write(path, "text"u8)).Message.ShouldBe("it is not a regular file");

        Directory.GetFileSystemEntries(_folder.Root).Length.ShouldBe(2);
        FileFacts.Of(pipe).Kind.ShouldBe(FileKind.Special);
    }
}
