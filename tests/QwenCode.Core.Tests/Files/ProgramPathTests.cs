using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

/// <summary>Which program a name leads to: never one of the current directory.</summary>
public sealed class ProgramPathTests : IDisposable
{
    private const string Name = "some-program";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData("..")]
    [InlineData("bin")]
    [InlineData("./bin")]
    [InlineData("~/bin")]
    [InlineData(" ")]
    [InlineData("./:.::bin:")]
    public void An_entry_that_depends_on_the_current_directory_is_ignored(string entries)
    {
        var folder = System.Environment.CurrentDirectory;
        foreach (var directory in new[] { folder, Directory.CreateDirectory(Path.Join(folder, "bin")).FullName })
            File.Copy(_folder.Program(Name), Path.Join(directory, Name), overwrite: true);
        try
        {
            File.Exists(Name).ShouldBeTrue();
            ProgramPath.Find(Name, entries.Replace(':', Path.PathSeparator)).ShouldBeNull();
        }
        finally
        {
            File.Delete(Path.Join(folder, Name));
            Directory.Delete(Path.Join(folder, "bin"), recursive: true);
        }
    }

    [Fact]
    public void The_first_absolute_entry_with_the_program_is_used()
    {
        var (first, second) = (_folder.Program($"first/{Name}"), _folder.Program($"second/{Name}"));
        string[] entries = [".", "", _folder.At("missing"), Path.GetDirectoryName(first)!, Path.GetDirectoryName(second)!];

        ProgramPath.Find(Name, string.Join(Path.PathSeparator, entries)).ShouldBe(first);
        ProgramPath.Find(Name, string.Join(Path.PathSeparator, entries.Reverse())).ShouldBe(second);
    }

    [Fact]
    public void A_file_that_is_not_a_program_is_ignored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode that makes a file a program.");
        _folder.Write($"text/{Name}", "no program");
        _folder.Folder($"directory/{Name}");
        _folder.Link($"dangling/{Name}", _folder.At("nothing"));
        _folder.Link($"device/{Name}", "/dev/null");
        _folder.Link($"to-text/{Name}", _folder.At($"text/{Name}"));
        var program = _folder.Link($"link/{Name}", _folder.Program("programs/real"));
        string[] folders = ["text", "directory", "dangling", "device", "to-text", "link"];

        ProgramPath.Find(Name, string.Join(Path.PathSeparator, folders.Select(_folder.At))).ShouldBe(program);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_path_no_program_is_found(string? path) => ProgramPath.Find(Name, path).ShouldBeNull();
}
