using System.Globalization;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Measurements of two things that were taken in turn, so that a machine that slows down slows both.</summary>
/// <param name="Ours">What the module took.</param>
/// <param name="Peer">What its peer took.</param>
internal sealed record Pairs(IReadOnlyList<double> Ours, IReadOnlyList<double> Peer)
{
    /// <summary>The median of the ratios, pair by pair.</summary>
    public double Ratio => Median(Ours.Zip(Peer, (ours, peer) => ours / peer));

    /// <summary>The median of the differences, pair by pair.</summary>
    public double Difference => Median(Ours.Zip(Peer, (ours, peer) => ours - peer));

    /// <summary>Both medians in words.</summary>
    public string Describe(string unit) => string.Create(
        CultureInfo.InvariantCulture, $"{Median(Ours):0.##} against {Median(Peer):0.##} {unit}, {Ours.Count} pairs");

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
