using QwenCode.Configuration;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>The number of accesses to the file system of a search from 60 levels down.</summary>
public sealed class DeepSearchTests : IDisposable
{
    private const int Levels = 60;

    // Those of workspace and user, and the folder of the system's.
    private const int SettingsFiles = 3;

    // Any of these can set QWEN_HOME, which decides where the search ends.
    private const int UserFiles = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("proj/.env")]
    [InlineData("home/.env")]
    [InlineData(null)]
    public void Each_candidate_is_inspected_once_and_those_of_the_user_twice(string? file)
    {
        _folder.Folder("home");
        var deep = _folder.Folder("proj/" + string.Join('/', Enumerable.Range(0, Levels)));
        if (file is not null)
            _folder.Write(file, "OPENAI_API_KEY=k\n");
        var probe = new CountingProbe();
        var input = Resolving.Input(deep, _folder.At("home"));
        var candidates = EnvFileSearch.Candidates(deep, input.User).Select(c => c.Path).ToList();

        var found = EnvironmentResolver.Resolve(input, probe).File;

        found?.Path.ShouldBe(file is null ? null : _folder.At(file));
        var looked = found is null ? candidates : candidates.Take(candidates.IndexOf(found.Path) + 1).ToList();
        probe.Reads.ShouldBe(file switch { null => 0, "home/.env" => 2, _ => 1 });
        probe.Lookups.ShouldBe(looked.Union(candidates.TakeLast(UserFiles)).Count() + SettingsFiles);
        probe.Links.ShouldBe([deep, _folder.At("home")], ignoreOrder: true);
    }

    private sealed class CountingProbe : FileProbe
    {
        public int Lookups { get; private set; }

        public int Reads { get; private set; }

        public List<string> Links { get; } = [];

        public override PathKind KindOf(string path)
        {
            Lookups++;
            return base.KindOf(path);
        }

        public override FileContent? Read(string path)
        {
            Reads++;
            return base.Read(path);
        }

        public override string ResolveLinks(string path)
        {
            Links.Add(path);
            return base.ResolveLinks(path);
        }

        public override string ResolveLinks(string path, string folder, string realFolder)
        {
            Links.Add(path);
            return base.ResolveLinks(path, folder, realFolder);
        }
    }
}
