using BenchmarkDotNet.Attributes;
using QwenCode.Benchmarks.Speed;

namespace QwenCode.Benchmarks;

/// <summary>The search for a <c>.env</c> file that lies 60 levels up, against the reading of that file alone.</summary>
public class SearchBenchmark
{
    private SearchFolders _folders = null!;

    /// <summary>Makes the folders.</summary>
    [GlobalSetup]
    public void MakeFolders() => _folders = new SearchFolders();

    /// <summary>Removes them.</summary>
    [GlobalCleanup]
    public void RemoveFolders() => _folders.Dispose();

    /// <summary>The one file, read.</summary>
    [Benchmark(Baseline = true)]
    public int ReadTheFile() => _folders.Read();

    /// <summary>All of the search: links, settings, every candidate, the file.</summary>
    [Benchmark]
    public int SearchFrom60LevelsDown() => _folders.Search();
}
