using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

public sealed class PrivateFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Leftovers_have_the_prefix_itself_even_if_it_looks_like_a_wildcard()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        foreach (var name in new[] { "a*.tmp.1", "ab.tmp.1", "a*.tmp." })
            File.SetLastWriteTimeUtc(_folder.Write(name, ""), Now.UtcDateTime.AddHours(-1));
        _folder.Write("a*.tmp.2", "");

        PrivateFile.RemoveLeftovers(_folder.At("a*.tmp."), Now, TimeSpan.FromMinutes(1));

        Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["a*.tmp.", "a*.tmp.2", "ab.tmp.1"]);
    }
}
