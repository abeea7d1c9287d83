using System.Globalization;
using System.Text;

namespace QwenCode.Benchmarks;

/// <summary>
/// Decides whether the memory of a process stays flat. The first third of the samples is warm-up, and the first rounds. Of the rest the median of the last
/// quarter may exceed the median of the first by no more than the bound; a median does not mind a sample taken at a bad moment.
/// </summary>
internal sealed class SoakReport
{
    private const int FewestSamples = 16;

    // PowerShell binds a member anew after any runspace has loaded types, and keeps the last 128 bindings of each.
    private const int WarmUpRounds = 150;
    private const long Megabyte = 1024 * 1024;

    private readonly List<(string Name, string Unit, long Scale, long First, long Last, long Bound)> _rows = [];
    private readonly IReadOnlyList<SoakSample> _samples;
    private readonly int _warmUp;

    /// <summary>Judges samples.</summary>
    public SoakReport(IReadOnlyList<SoakSample> samples)
    {
        _samples = samples;
        var settled = samples.Skip(samples.Count / 3).SkipWhile(sample => sample.Rounds <= WarmUpRounds).ToList();
        _warmUp = samples.Count - settled.Count;
        if (settled.Count < FewestSamples)
            return;
        Add(settled, "handles", "", 1, s => s.Handles, least: 10, percent: 5);
        Add(settled, "threads", "", 1, s => s.Threads, least: 6, percent: 10);
        Add(settled, "managed heap", "KB", 1024, s => s.Heap, least: Megabyte, percent: 5);
        Add(settled, "working set", "MB", Megabyte, s => s.WorkingSet, least: 32 * Megabyte, percent: 10);
    }

    /// <summary>Whether all of it stayed within its bound.</summary>
    public bool IsFlat => _rows.Count > 0 && _rows.TrueForAll(IsWithin);

    /// <summary>The table.</summary>
    public override string ToString()
    {
        if (_rows.Count == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{_samples.Count - _warmUp} samples after the warm-up of {WarmUpRounds} rounds are too few to judge by; {FewestSamples} are needed.");
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{_samples.Count} samples over {_samples[^1].Rounds} rounds; medians of the first and last quarter after the warm-up of {_samples[_warmUp].Rounds} rounds");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"",-16}{"first",10}{"last",10}{"growth",10}{"bound",10}");
        foreach (var row in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Name,-16}{row.First / row.Scale,10}{row.Last / row.Scale,10}{(row.Last - row.First) / row.Scale,10}{row.Bound / row.Scale,10} {row.Unit}{(IsWithin(row) ? "" : " GROWS")}");
        return text.ToString().TrimEnd();
    }

    private static bool IsWithin((string, string, long, long First, long Last, long Bound) row) => row.Last - row.First <= row.Bound;

    private void Add(List<SoakSample> samples, string name, string unit, long scale, Func<SoakSample, long> of, long least, int percent)
    {
        var first = Median(samples.Take(samples.Count / 4).Select(of));
        _rows.Add((name, unit, scale, first, Median(samples.TakeLast(samples.Count / 4).Select(of)), Math.Max(least, first * percent / 100)));
    }

    private static long Median(IEnumerable<long> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
