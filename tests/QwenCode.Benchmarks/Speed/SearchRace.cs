using System.Diagnostics;
using QwenCode.Environment;

namespace QwenCode.Benchmarks.Speed;

/// <summary>The search for a <c>.env</c> file that lies 60 levels up, against the reading of that file, and against the bare look-ups.</summary>
internal static class SearchRace
{
    private const int Calls = 50;
    private const int Rounds = 200;

    /// <summary>The rows.</summary>
    public static IEnumerable<SpeedRow> Run()
    {
        using var folders = new SearchFolders();
        string[] places = [.. EnvFileSearch.Candidates(folders.Deepest, folders.User).Select(c => c.Path)];
        var (search, read, look) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = -Rounds / 2; i < Rounds; i++)
        {
            var (s, r, l) = (Time(() => folders.Search()), Time(() => folders.Read()), Time(() => places.Count(File.Exists)));
            if (i < 0)
                continue;
            search.Add(s);
            read.Add(r);
            look.Add(l);
        }

        var byFile = new Pairs(search, read);
        var byLookups = new Pairs(search, look);
        yield return new SpeedRow("`.env` search from 60 levels down, 40 variables", "reading the one file", byFile.Ratio, 2.0, byFile.Describe("µs"));
        yield return new SpeedRow("the same", $"asking for {places.Length} files by `File.Exists` alone", byLookups.Ratio, null, byLookups.Describe("µs"));
    }

    private static double Time(Func<int> action)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }
}
