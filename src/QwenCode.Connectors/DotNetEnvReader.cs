using DotNetEnv;
using QwenCode.Configuration;
using Sprache;

namespace QwenCode.Connectors;

/// <summary>Reads <c>.env</c> texts as the package DotNetEnv does. The process environment is not changed.</summary>
internal sealed class DotNetEnvReader : IDotNetEnvReader
{
    private static readonly LoadOptions Options = new(setEnvVars: false, clobberExistingVars: true, onlyExactPath: true);

    /// <inheritdoc/>
    public IReadOnlyList<DotenvAssignment> Read(string text)
    {
        EnsureReadable(text);
        try
        {
            var references = new DotNetEnvReferences(text);
            var positions = PositionsByName(text);
            return [.. Env.LoadContents(references.Text, Options).Select(p => references.Resolve(p.Key, p.Value, Take(positions, p.Key)))];
        }
        catch (ParseException exception)
        {
            // Its message quotes the file, so only the line is passed on.
            throw new EnvSyntaxException(FirstBadLine(text, exception.Position?.Line ?? 1));
        }
    }

    // The package's time grows with the square of a run of blank lines: 100 KB of them take a minute.
    private static void EnsureReadable(string text)
    {
        const long MaximumWork = 10_000_000;
        var (line, run, work) = (1, 0L, 0L);
        foreach (var character in text)
        {
            line += character == '\n' ? 1 : 0;
            run = !char.IsWhiteSpace(character) ? 0 : character == '\n' ? run + 1 : run;
            work += character == '\n' ? run : 0;
            if (work > MaximumWork)
                throw new EnvSyntaxException(line);
        }
    }

    // The parser reports how far it read, which for an unclosed quote is the end: the invalid line is the one after the longest
    // beginning of the text that is valid by itself.
    private static int FirstBadLine(string text, int farthest)
    {
        const int MaximumLines = 200;
        var lines = text.Split('\n');
        if (farthest > MaximumLines)
            return farthest;
        for (var count = Math.Min(farthest, lines.Length) - 1; count > 0; count--)
        {
            if (IsValid(string.Join('\n', lines[..count])))
                return count + 1;
        }

        return 1;
    }

    private static bool IsValid(string text)
    {
        try
        {
            _ = Env.LoadContents(text, Options).Count();
            return true;
        }
        catch (ParseException)
        {
            return false;
        }
    }

    // The package does not report lines; the positions of each name are used one by one in the order of the file.
    private static Dictionary<string, Queue<DotNetEnvPosition>> PositionsByName(string text)
    {
        var positions = new Dictionary<string, Queue<DotNetEnvPosition>>(StringComparer.Ordinal);
        var assignments = DotNetEnvScan.Assignments(text);
        var line = 1;
        var counted = 0;
        for (var i = 0; i < assignments.Count; i++)
        {
            var (name, _, nameStart, end) = assignments[i];
            line += text.AsSpan(counted, nameStart - counted).Count('\n');
            counted = nameStart;
            if (!positions.TryGetValue(name, out var queue))
                positions[name] = queue = new Queue<DotNetEnvPosition>();
            queue.Enqueue(new DotNetEnvPosition(line, text[end..(i + 1 < assignments.Count ? assignments[i + 1].Start : text.Length)]));
        }

        return positions;
    }

    private static DotNetEnvPosition Take(Dictionary<string, Queue<DotNetEnvPosition>> positions, string name) =>
        positions.TryGetValue(name, out var queue) && queue.TryDequeue(out var position) ? position : new DotNetEnvPosition(0, "");
}
