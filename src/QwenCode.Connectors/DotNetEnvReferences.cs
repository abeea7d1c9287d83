using System.Globalization;
using System.Text.RegularExpressions;
using QwenCode.Environment;

namespace QwenCode.Connectors;

/// <summary>Where an assignment stands: its line, and the text from its value to the next assignment.</summary>
internal readonly record struct DotNetEnvPlace(int Line, string Text);

/// <summary>
/// Resolves references to variables of the same file. The package takes them from the process environment only, into which it would
/// have to write the file first; here each is a mark while the package reads, and its value afterwards.
/// </summary>
internal sealed partial class DotNetEnvReferences
{
    private readonly List<Match> _marked = [];
    private readonly Dictionary<string, (string Value, string[] Outer)> _values = new(StringComparer.Ordinal);

    /// <summary>Marks the references of a text to what it assigns before them.</summary>
    public DotNetEnvReferences(string text)
    {
        var assigned = DotNetEnvReader.Name().Matches(text).GroupBy(m => m.Groups[1].Value, m => m.Index, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        Text = Reference().Replace(text, reference =>
        {
            var lineStart = text.LastIndexOf('\n', Math.Max(0, reference.Index - 1)) + 1;
            if (!assigned.TryGetValue(NameOf(reference), out var index) || index >= lineStart)
                return reference.Value;
            _marked.Add(reference);
            return string.Create(CultureInfo.InvariantCulture, $"qwenReference{_marked.Count - 1}x");
        });
    }

    /// <summary>The text for the package.</summary>
    public string Text { get; }

    /// <summary>An assignment with its marks replaced; to be called in the order of the file.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The value that the package read.</param>
    /// <param name="place">Where it stands in the file.</param>
    public DotenvAssignment Resolve(string name, string value, DotNetEnvPlace place)
    {
        var isLiteral = place.Text.AsSpan().TrimStart().StartsWith("'");
        string[] outer = isLiteral ? [] : [.. Reference().Matches(place.Text).SelectMany(OuterOf).Distinct(StringComparer.Ordinal)];
        var resolved = Mark().Replace(value, mark =>
        {
            var reference = _marked[int.Parse(mark.Groups[1].ValueSpan, CultureInfo.InvariantCulture)];
            return isLiteral || !_values.TryGetValue(NameOf(reference), out var known) ? reference.Value : known.Value;
        });
        _values[name] = (resolved, outer);
        var raw = outer.Length == 0 ? resolved : place.Text.TrimStart().Split('\n')[0].TrimEnd();
        return new DotenvAssignment(name, resolved, place.Line, DotenvValueKind.Plain, raw) { OuterReferences = outer };
    }

    private string[] OuterOf(Match reference)
    {
        var name = NameOf(reference);
        if (_values.TryGetValue(name, out var known))
            return known.Outer;
        return string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(name)) ? [] : [name];
    }

    private static string NameOf(Match reference) => reference.Groups["name"].Value;

    [GeneratedRegex(@"(?<!\\)\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))")]
    private static partial Regex Reference();

    [GeneratedRegex("qwenReference([0-9]+)x")]
    private static partial Regex Mark();
}
