using System.Globalization;

namespace QwenCode.Loopback;

/// <summary>The text of a completion window.</summary>
internal static class BatchWindow
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromHours(24);

    /// <summary>The window, or null if the rules do not allow it.</summary>
    public static TimeSpan? Parse(string text, BatchRules rules)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 10_000)
            return null;
        var window = text[^1] switch
        {
            'h' => TimeSpan.FromHours(count),
            'd' when rules.WindowInDays => TimeSpan.FromDays(count),
            _ => TimeSpan.Zero,
        };
        return window >= s_shortest && window <= rules.MaximumWindow ? window : null;
    }

    public static string Supported(BatchRules rules) => rules.MaximumWindow == s_shortest
        ? "'24h'"
        : string.Create(CultureInfo.InvariantCulture, $"'24h' to '{rules.MaximumWindow.TotalHours}h'") + (rules.WindowInDays ? $", '1d' to '{rules.MaximumWindow.Days}d'" : string.Empty);
}
