using System.Globalization;
using System.Text;
using QwenCode.Configuration;

namespace QwenCode.Connectors;

/// <summary>The position of an assignment: its line, and the text from its value to the next assignment.</summary>
internal readonly record struct DotNetEnvPosition(int Line, string Text)
{
    /// <summary>The line.</summary>
    public override string ToString() => $"line {Line}";
}

/// <summary>
/// Resolves references to variables of the same file. The package takes them from the process environment only, into which it would
/// have to write the file first; here each is replaced with a mark for the package, and with its value afterwards.
/// </summary>
internal sealed class DotNetEnvReferences
{
    private const long MaximumCharacters = 8 * 1024 * 1024;

    // A shorter value is not a secret, and occurs in others by chance.
    private const int ShortestBorrowed = 4;

    // No file can contain it by chance or by intent.
    private readonly string _mark = $"qwenReference{Guid.NewGuid():N}n";
    private readonly List<DotNetEnvReference> _marked = [];
    private readonly string _original;
    private readonly Dictionary<string, (string Value, string[] Outer)> _values = new(StringComparer.Ordinal);
    private readonly (string Name, string Value)[] _borrowed;
    private long _resolved;

    /// <summary>Marks the references of a text to what it assigns before them.</summary>
    public DotNetEnvReferences(string text)
    {
        _original = text;
        var assigned = DotNetEnvScan.Assignments(text).GroupBy(a => a.Name, a => a.Start, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _borrowed = [.. DotNetEnvScan.NamesAfterDollars(text).Select(name => (Name: name, Value: (Environment.GetEnvironmentVariable(name) ?? "").Trim())).Where(variable => variable.Value.Length >= ShortestBorrowed)];
        var marked = new StringBuilder(text.Length);
        var (copied, looked, lineStart) = (0, 0, 0);
        foreach (var reference in DotNetEnvScan.References(text))
        {
            lineStart = text.AsSpan(looked, reference.Start - looked).LastIndexOf('\n') is >= 0 and var lineEnd ? looked + lineEnd + 1 : lineStart;
            looked = reference.Start;
            if (!assigned.TryGetValue(reference.Name, out var start) || start >= lineStart)
                continue;
            marked.Append(text, copied, reference.Start - copied).Append(CultureInfo.InvariantCulture, $"{_mark}{_marked.Count}x");
            copied = reference.End;
            _marked.Add(reference);
        }

        Text = marked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The text for the package.</summary>
    public string Text { get; }

    /// <summary>An assignment with its marks replaced; to be called in the order of the file.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The value that the package read.</param>
    /// <param name="position">Its position in the file.</param>
    /// <exception cref="EnvSyntaxException">Values that contain one another have become too long.</exception>
    public DotenvAssignment Resolve(string name, string value, DotNetEnvPosition position)
    {
        var isLiteral = position.Text.AsSpan().TrimStart().StartsWith("'");
        var resolved = WithoutMarks(value, isLiteral, position.Line);
        IEnumerable<string> written = isLiteral ? [] : DotNetEnvScan.References(position.Text).SelectMany(OuterOf);
        string[] outer = [.. written.Concat(Lenders(resolved)).Distinct(StringComparer.Ordinal)];
        _values[name] = (resolved, outer);
        var raw = outer.Length == 0 ? resolved : position.Text.TrimStart().Split('\n')[0].TrimEnd();
        return new DotenvAssignment(name, resolved, position.Line, DotenvValueKind.Plain, raw) { OuterReferences = outer };
    }

    // The position of a value can be wrong, as for a name within another value's quotes. So a value that contains that of a process variable
    // whose name follows a dollar sign anywhere, however the package interprets it, is treated as a reference to that variable.
    private IEnumerable<string> Lenders(string resolved) => _borrowed.Where(l => resolved.Contains(l.Value, StringComparison.Ordinal)).Select(l => l.Name);

    private string WithoutMarks(string value, bool isLiteral, int line)
    {
        var parts = value.Split(_mark);
        var resolved = new StringBuilder(parts[0]);
        foreach (var part in parts.AsSpan(1))
        {
            var end = part.IndexOf('x', StringComparison.Ordinal);
            var reference = _marked[int.Parse(part.AsSpan(0, end), CultureInfo.InvariantCulture)];
            resolved.Append(isLiteral || !_values.TryGetValue(reference.Name, out var known) ? _original[reference.Start..reference.End] : known.Value)
                .Append(part, end + 1, part.Length - end - 1);
            if (_resolved + resolved.Length > MaximumCharacters)
                throw new EnvSyntaxException(line);
        }

        _resolved += resolved.Length;
        return resolved.ToString();
    }

    private string[] OuterOf(DotNetEnvReference reference)
    {
        if (_values.TryGetValue(reference.Name, out var known))
            return known.Outer;
        return string.IsNullOrEmpty(Environment.GetEnvironmentVariable(reference.Name)) ? [] : [reference.Name];
    }
}
