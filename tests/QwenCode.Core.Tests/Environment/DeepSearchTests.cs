using QwenCode.Environment;

namespace QwenCode.Core.Tests.Environment;

/// <summary>How often the search asks the file system from 60 levels down.</summary>
public sealed class DeepSearchTests : IDisposable
{
    private const int Levels = 60;

    private const int SettingsFiles = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("proj/.env")]
    [InlineData("home/.env")]
    [InlineData(null)]
    public void Each_candidate_is_looked_up_once_and_one_is_read(string? file)
    {
        _folder.Folder("home");
        var deep = _folder.Folder("proj/" + string.Join('/', Enumerable.Range(0, Levels)));
        if (file is not null)
            _folder.Write(file, "OPENAI_API_KEY=k\n");
        var probe = new FileProbe();
        var input = Resolving.Input(deep, _folder.At("home"));
        var candidates = EnvFileSearch.Candidates(deep, input.User).Select(c => c.Path).ToList();

        var found = EnvironmentResolver.Resolve(input, probe).File;

        found?.Path.ShouldBe(file is null ? null : _folder.At(file));
        var looked = found is null ? candidates : candidates.Take(candidates.IndexOf(found.Path) + 1).ToList();
        probe.Reads.ShouldBe(file is null ? 0 : 1);
        probe.Lookups.ShouldBe(looked.Count + SettingsFiles + Parts(deep) + Parts(_folder.At("home")));
    }

    // Each part of a path may be a link.
    private static int Parts(string path) => path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar).Length;
}
