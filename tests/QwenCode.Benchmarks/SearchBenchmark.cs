using BenchmarkDotNet.Attributes;
using QwenCode.Benchmarks.Speed;

namespace QwenCode.Benchmarks;

/// <summary>The search for a <c>.env</c> file some levels up, against looking up the same locations.</summary>
public class SearchBenchmark
{
    private SearchFolders _folders = null!;

    /// <summary>The number of levels to the file.</summary>
    [Params(6, 60)]
    public int Levels { get; set; }

    /// <summary>Makes the folders.</summary>
    [GlobalSetup]
    public void MakeFolders() => _folders = new SearchFolders(Levels);

    /// <summary>Removes them.</summary>
    [GlobalCleanup]
    public void RemoveFolders() => _folders.Dispose();

    /// <summary>The same locations and the one file.</summary>
    [Benchmark(Baseline = true)]
    public int AskTheSystem() => _folders.Ask();

    /// <summary>All of the search: links, settings, every candidate, the file.</summary>
    [Benchmark]
    public int Search() => _folders.Search();
}
