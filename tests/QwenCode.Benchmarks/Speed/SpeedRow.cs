using System.Globalization;

namespace QwenCode.Benchmarks.Speed;

/// <summary>One claim about speed and what was measured.</summary>
/// <param name="What">What a user does.</param>
/// <param name="Against">The peer.</param>
/// <param name="Measured">The ratio to the peer, or the difference, as <paramref name="Unit"/> shows.</param>
/// <param name="Goal">At most this; <see langword="null"/> if a row only explains another.</param>
/// <param name="Note">The figures behind it.</param>
/// <param name="Unit">Empty for a ratio.</param>
internal sealed record SpeedRow(string What, string Against, double Measured, double? Goal, string Note, string Unit = "")
{
    /// <summary>Whether it is as fast as it should be.</summary>
    public bool IsReached => Goal is null || Measured <= Goal;

    /// <summary>A row of a markdown table.</summary>
    public override string ToString()
    {
        var goal = Goal is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most:0.00}{Unit}") : "";
        var verdict = Goal is null ? "" : IsReached ? "yes" : "**no**";
        return string.Create(CultureInfo.InvariantCulture, $"| {What} | {Against} | {Measured:0.00}{Unit} | {goal} | {verdict} | {Note} |");
    }
}
