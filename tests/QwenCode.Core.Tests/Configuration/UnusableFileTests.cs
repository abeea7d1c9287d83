using System.Diagnostics;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>A configuration file that cannot be used is reported, blocks nothing that does not need it, and hangs nothing.</summary>
public sealed class UnusableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UnusableFileTests()
    {
        _folder.Folder("home");
        _folder.Folder("proj/.qwen");
        _folder.Write("home/.env", "OPENAI_API_KEY=from-home\n");
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Places
    {
        get
        {
            var places = new TheoryData<string, string>();
            foreach (var path in new[] { "proj/.env", "proj/.qwen/.env", "proj/.qwen/settings.json" })
            {
                foreach (var kind in new[] { "pipe", "/dev/zero", "/dev/tty", "circle", "directory" })
                    places.Add(path, kind);
            }

            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_path_that_is_not_a_regular_file_is_ignored_with_a_warning(string path, string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        Make(_folder.At(path), kind);

        var context = Resolve();

        context.Key()!.Reveal().ShouldBe("from-home");
        context.Warnings.ShouldContain(w => w.Contains(_folder.At(path)) && w.Contains("ignored"));
    }

    [Theory]
    [InlineData("proj/.qwen")]
    [InlineData(".qwen")]
    public void A_folder_that_cannot_be_accessed_is_a_warning_and_blocks_nothing(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows reports a circle of links as a missing file.");
        if (Directory.Exists(_folder.At(path)))
            Directory.Delete(_folder.At(path));
        Make(_folder.At(path), "circle");

        var context = Resolve();

        context.Key()!.Reveal().ShouldBe("from-home");
        context.Warnings.ShouldContain(w => w.Contains(_folder.At(path)) && w.Contains("cannot be accessed"));
    }

    [Theory]
    [InlineData(1_100_000, "1.05 MB")]
    [InlineData(1_048_577, "1.01 MB")]
    public void A_file_of_more_than_a_megabyte_is_an_error_about_its_size(int length, string size)
    {
        _folder.Write("proj/.env", new string('#', length));

        var failure = Should.Throw<QwenException>(Resolve().EnsureUsable);

        failure.ErrorId.ShouldBe("EnvFileUnreadable");
        failure.Message.ShouldContain($"it has {size}, more than the limit of 1 MB");
        failure.RecommendedAction.ShouldBe("Keep only assignments of variables in the file, or remove it.");
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("[1]")]
    [InlineData("""{"security":{"auth":{"apiKey":"$NOT_SET","baseUrl":"$NOT_SET"}},"model":{"name":"$NOT_SET"}}""")]
    [InlineData("""{"model":{"name":"half a pair \ud83d"},"security":{"auth":{"apiKey":"\udc00","baseUrl":"\udc00"}}}""")]
    public void Broken_settings_are_an_error_only_if_they_are_needed(string text)
    {
        foreach (var path in new[] { "proj/.qwen/settings.json", "home/.qwen/settings.json" })
        {
            _folder.Write(path, text);

            var all = Resolve(("OPENAI_API_KEY", "k"), ("OPENAI_BASE_URL", "https://h.example/v1"), ("OPENAI_MODEL", "m"));
            var keyAlone = Resolve(("OPENAI_API_KEY", "k"));

            all.Status.ShouldBe("Ready");
            Should.Throw<QwenException>(keyAlone.EnsureUsable).ErrorId.ShouldBe("SettingsFileInvalid");
            File.Delete(_folder.At(path));
        }
    }

    [Fact]
    public void Millions_of_dollar_signs_are_read_in_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("${", 250_000));
        _folder.Write("proj/.qwen/settings.json", $"{{\"model\":{{\"name\":\"{text}\"}}}}");
        var clock = Stopwatch.StartNew();

        Should.Throw<QwenException>(() => Resolve().EnsureUsable()).Message.ShouldContain("it has more than 1000 characters");

        // The quadratic way takes minutes.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static void Make(string path, string kind)
    {
        switch (kind)
        {
            case "pipe":
                using (var process = Process.Start("mkfifo", path))
                    process.WaitForExit();
                break;
            case "circle":
                File.CreateSymbolicLink(path, path + "-2");
                File.CreateSymbolicLink(path + "-2", path);
                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, kind);
                break;
        }
    }

    private AuthContext Resolve(params (string Name, string Value)[] process) =>
        Resolving.Auth(Resolving.Environment(_folder.At("proj"), _folder.At("home"), process.ToDictionary(p => p.Name, p => p.Value)));
}
