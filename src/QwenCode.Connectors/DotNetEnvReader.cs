using DotNetEnv;
using QwenCode.Environment;
using Sprache;

namespace QwenCode.Connectors;

/// <summary>Reads <c>.env</c> texts as the package DotNetEnv does. Nothing is put into the process environment.</summary>
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
            var places = PlacesOfNames(text);
            return [.. Env.LoadContents(references.Text, Options).Select(p => references.Resolve(p.Key, p.Value, Take(places, p.Key)))];
        }
        catch (ParseException exception)
        {
            // Its message quotes the file, so only the line goes on.
            throw new EnvSyntaxException(FirstBadLine(text, exception.Position?.Line ?? 1));
        }
    }

    // The package's time grows with the square of a run of blank lines: 100 KB of nothing else take a minute.
    private static void EnsureReadable(string text)
    {
        const long MostWork = 10_000_000;
        var (line, run, work) = (1, 0L, 0L);
        foreach (var character in text)
        {
            line += character == '\n' ? 1 : 0;
            run = !char.IsWhiteSpace(character) ? 0 : character == '\n' ? run + 1 : run;
            work += character == '\n' ? run : 0;
            if (work > MostWork)
                throw new EnvSyntaxException(line);
        }
    }

    // The parser tells how far it came, which for a quote that nothing closes is the end: the line in fault is the one after the
    // longest run of lines that is right by itself.
    private static int FirstBadLine(string text, int farthest)
    {
        const int MostLines = 200;
        var lines = text.Split('\n');
        if (farthest > MostLines)
            return farthest;
        for (var count = Math.Min(farthest, lines.Length) - 1; count > 0; count--)
        {
            if (IsRight(string.Join('\n', lines[..count])))
                return count + 1;
        }

        return 1;
    }

    private static bool IsRight(string text)
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

    // The package does not tell lines; each name's places are taken one by one in the order of the file.
    private static Dictionary<string, Queue<DotNetEnvPlace>> PlacesOfNames(string text)
    {
        var places = new Dictionary<string, Queue<DotNetEnvPlace>>(StringComparer.Ordinal);
        var assignments = DotNetEnvScan.Assignments(text);
        var line = 1;
        var counted = 0;
        for (var i = 0; i < assignments.Count; i++)
        {
            var (name, _, nameStart, end) = assignments[i];
            line += text.AsSpan(counted, nameStart - counted).Count('\n');
            counted = nameStart;
            if (!places.TryGetValue(name, out var queue))
                places[name] = queue = new Queue<DotNetEnvPlace>();
            queue.Enqueue(new DotNetEnvPlace(line, text[end..(i + 1 < assignments.Count ? assignments[i + 1].Start : text.Length)]));
        }

        return places;
    }

    private static DotNetEnvPlace Take(Dictionary<string, Queue<DotNetEnvPlace>> places, string name) =>
        places.TryGetValue(name, out var queue) && queue.TryDequeue(out var place) ? place : new DotNetEnvPlace(0, "");
}
