using System.Collections;

namespace QwenCode.Showing;

/// <summary>Text that the views show: durations, sizes, and shortened long texts.</summary>
internal static class HumanText
{
    private const int LineCells = 72;
    private const int MostItems = 4;
    private const double Kilo = 1024;
    private const string Base64Mark = ";base64,";

    /// <summary>A duration to about three digits: <c>850 ms</c>, <c>2.41 s</c>, <c>1 min 5 s</c>, <c>2 h 3 min</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        switch (duration.TotalSeconds)
        {
            case < 0.9995:
                return $"{duration.TotalMilliseconds:N0} ms";
            case < 9.995:
                return $"{duration.TotalSeconds:N2} s";
            case < 59.95:
                return $"{duration.TotalSeconds:N1} s";
        }

        var seconds = (long)Math.Round(duration.TotalSeconds);
        return seconds < 3600 ? $"{seconds / 60} min {seconds % 60} s" : $"{seconds / 3600} h {seconds % 3600 / 60} min";
    }

    /// <summary>A size to about two digits, by powers of 1024 as PowerShell counts: <c>512 bytes</c>, <c>3.5 KB</c>, <c>12 MB</c>.</summary>
    public static string Size(long bytes)
    {
        var (size, unit) = bytes < 1023.5 * Kilo ? (bytes / Kilo, "KB") : (bytes / (Kilo * Kilo), "MB");
        return bytes < Kilo ? $"{bytes} bytes" : size < 9.95 ? $"{size:N1} {unit}" : $"{size:N0} {unit}";
    }

    /// <summary>An image's URL; for a <c>data:</c> URL, which contains the image itself, its type and size.</summary>
    public static string Image(string? url)
    {
        var start = url?.IndexOf(Base64Mark, StringComparison.Ordinal) ?? -1;
        if (start < 0 || !url!.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return OneLine(url);
        var digits = url.AsSpan(start + Base64Mark.Length).TrimEnd('=').Length;
        return $"{OneLine(url["data:".Length..start])}, {Size(digits * 3L / 4)}";
    }

    /// <summary>The first line that is not blank, truncated at 72 columns; a longer text ends in <c>…</c>.</summary>
    public static string FirstLine(string? text)
    {
        var all = (text ?? "").AsSpan().Trim();
        var end = all.IndexOfAny('\r', '\n');
        var first = OneLine((end < 0 ? all : all[..end]).ToString());
        return CellWidth.Cut(end < 0 ? first : $"{first} …", LineCells);
    }

    /// <summary>The text with its line breaks and tabs, and other control and formatting characters as <c>\u001B</c>.</summary>
    public static string Lines(object? value) => ForeignText.Lines(value switch
    {
        null => "",
        IEnumerable list and not string => $"{{{Begin(list)}}}",
        _ => value.ToString(),
    }) ?? "";

    /// <summary>The text on one line: line breaks and other control and formatting characters as <c>\n</c>, <c>\t</c> or <c>\u001B</c>.</summary>
    public static string OneLine(string? text) => ForeignText.OneLine(text) ?? "";

    /// <summary>The URL with its host in ASCII, and with what looks like a secret masked.</summary>
    public static string Url(Uri? url) => url is null ? "" : UrlText.Of(url);

    /// <summary>As <see cref="Lines"/>, without line breaks at the end.</summary>
    public static string Block(object? value) => Lines(value).TrimEnd('\r', '\n');

    // As PowerShell shows a list in a view.
    private static string Begin(IEnumerable list)
    {
        var items = list.Cast<object?>().Take(MostItems + 1).ToList();
        return string.Join(", ", items.Take(MostItems)) + (items.Count > MostItems ? "…" : "");
    }
}
