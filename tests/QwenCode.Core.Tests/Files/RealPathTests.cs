using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

/// <summary>Paths without links, on the real file system.</summary>
public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("home")]
    [InlineData("home/project")]
    [InlineData("home/link")]
    [InlineData("home/link/inner")]
    [InlineData("home/up")]
    [InlineData("home/missing/deep")]
    [InlineData("homely")]
    [InlineData("other/inner")]
    public void A_known_folder_does_not_change_what_a_path_leads_to(string path)
    {
        Directory.CreateDirectory(_folder.At("real/project"));
        Directory.CreateDirectory(_folder.At("other/inner"));
        Directory.CreateDirectory(_folder.At("homely"));
        Directory.CreateSymbolicLink(_folder.At("home"), _folder.At("real"));
        Directory.CreateSymbolicLink(_folder.At("real/link"), _folder.At("other"));
        Directory.CreateSymbolicLink(_folder.At("real/up"), "..");
        var home = _folder.At("home");

        RealPath.Of(_folder.At(path), home, RealPath.Of(home)!).ShouldBe(RealPath.Of(_folder.At(path)));
    }

    [Fact]
    public void A_circular_link_below_a_known_folder_leads_nowhere()
    {
        Directory.CreateDirectory(_folder.At("home"));
        Directory.CreateSymbolicLink(_folder.At("home/loop"), "loop");

        RealPath.Of(_folder.At("home/loop/deep"), _folder.At("home"), _folder.At("home")).ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();
}
