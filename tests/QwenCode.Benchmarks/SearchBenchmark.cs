using BenchmarkDotNet.Attributes;
using QwenCode.Environment;

namespace QwenCode.Benchmarks;

/// <summary>The search for a <c>.env</c> file that lies 60 levels up, against the reading of that file alone.</summary>
public class SearchBenchmark
{
    private const int Levels = 60;

    private string _root = "";
    private string _file = "";
    private EnvironmentInput _input = null!;

    /// <summary>Makes the folders.</summary>
    [GlobalSetup]
    public void MakeFolders()
    {
        _root = Directory.CreateTempSubdirectory("qwen-bench-").FullName;
        var home = Directory.CreateDirectory(Path.Join(_root, "home")).FullName;
        var deep = Directory.CreateDirectory(Path.Join([_root, .. Enumerable.Range(0, Levels).Select(i => $"d{i}")])).FullName;
        _file = Path.Join(_root, ".env");
        File.WriteAllText(_file, "OPENAI_API_KEY=k\nOPENAI_BASE_URL=https://h.example/v1\nOPENAI_MODEL=m\n");
        _input = new EnvironmentInput(deep, UserFolders.FromHome(home, _ => null), _ => null);
    }

    /// <summary>Removes them.</summary>
    [GlobalCleanup]
    public void RemoveFolders() => Directory.Delete(_root, recursive: true);

    /// <summary>The one file, read.</summary>
    [Benchmark(Baseline = true)]
    public int ReadTheFile() => DotenvReader.Read(EnvText.Decode(File.ReadAllBytes(_file), out _)).Count;

    /// <summary>All of the search: links, settings, every candidate, the file.</summary>
    [Benchmark]
    public int SearchFrom60LevelsDown() => EnvironmentResolver.Resolve(_input).File!.Assignments.Count;
}
