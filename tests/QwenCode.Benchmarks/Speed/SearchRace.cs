using System.Diagnostics;

namespace QwenCode.Benchmarks.Speed;

/// <summary>The search for a <c>.env</c> file some levels up, against looking up the same locations.</summary>
internal static class SearchRace
{
    private const int Calls = 50;
    private const int Rounds = 200;

    /// <summary>The rows.</summary>
    public static IEnumerable<SpeedRow> Run() => [Run(6), Run(60)];

    private static SpeedRow Run(int levels)
    {
        using var folders = new SearchFolders(levels);
        var (search, ask) = (new List<double>(), new List<double>());
        for (var i = -Rounds / 2; i < Rounds; i++)
        {
            var (s, a) = (Time(folders.Search), Time(folders.Ask));
            if (i < 0)
                continue;
            search.Add(s);
            ask.Add(a);
        }

        var pairs = new Pairs(search, ask);
        return new SpeedRow($"`.env` search from {levels} levels down, 40 variables", "querying the system for the same locations and reading the file", pairs.Ratio, 1.3, pairs.Describe("µs"));
    }

    private static double Time(Func<int> action)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }
}
