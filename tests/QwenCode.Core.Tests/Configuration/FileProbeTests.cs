using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class FileProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileProbe _probe = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Links_anywhere_in_a_path_are_resolved()
    {
        var real = _folder.Folder("real/deep");
        _folder.Link("p/one", _folder.At("real"));
        _folder.Link("p/two", _folder.At("p/one/deep"));

        _probe.ResolveLinks(_folder.At("p/two")).ShouldBe(real);
        _probe.ResolveLinks(_folder.At("p/one/deep")).ShouldBe(real);
    }

    [Fact]
    public void A_relative_target_is_resolved_from_the_links_own_directory()
    {
        var real = _folder.Folder("real");
        _folder.Folder("p");
        _folder.Link("p/link", real);
        Directory.Delete(_folder.At("p/link"));
        Directory.CreateSymbolicLink(_folder.At("p/link"), Path.Join("..", "real"));

        _probe.ResolveLinks(_folder.At("p/link")).ShouldBe(real);
    }

    [Fact]
    public void Two_dots_after_a_link_lead_to_the_parent_of_its_target()
    {
        var real = _folder.Write("home/secret", "x");
        _folder.Link("p/ssh", _folder.Folder("home/.ssh"));
        _folder.Link("p/link", Path.Join("ssh", "..", "secret"));
        _folder.Link("p/again", Path.Join(".", "ssh", "..", "..", "p", "link"));

        File.ReadAllText(_folder.At("p/link")).ShouldBe("x");
        _probe.ResolveLinks(_folder.At("p/link")).ShouldBe(real);
        _probe.ResolveLinks(_folder.At("p/again")).ShouldBe(real);
        _probe.LinkedFile(_folder.At("p/link"), _folder.At("p")).ShouldBe(real);
    }

    [Fact]
    public void Circular_links_end_the_resolution()
    {
        _folder.Folder("a");
        _folder.Link("b", _folder.At("a"));
        Directory.Delete(_folder.At("a"));
        _folder.Link("a", _folder.At("b"));

        Should.NotThrow(() => _probe.ResolveLinks(_folder.At("a")));
    }

    [Fact]
    public void A_path_that_does_not_exist_is_unchanged() =>
        _probe.ResolveLinks(_folder.At("no/such")).ShouldBe(_folder.At("no/such"));

    [Fact]
    public void A_file_that_was_removed_is_null() => _probe.Read(_folder.At("no/such")).ShouldBeNull();

    [Fact]
    public void The_kind_of_a_path_is_that_of_the_links_target()
    {
        var file = _folder.Write("f", "x");
        var folder = _folder.Folder("d");

        PathKind[] kinds =
        [
            _probe.KindOf(file), _probe.KindOf(folder), _probe.KindOf(_folder.At("no/such")), _probe.KindOf(_folder.Link("to-file", file)),
            _probe.KindOf(_folder.Link("to-folder", folder)), _probe.KindOf(_folder.Link("to-nothing", _folder.At("nothing"))),
        ];

        kinds.ShouldBe([PathKind.File, PathKind.Directory, PathKind.Nothing, PathKind.File, PathKind.Directory, PathKind.File]);
    }
}
