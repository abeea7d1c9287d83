using System.Text.RegularExpressions;
using DotNetEnv;
using QwenCode.Environment;
using Sprache;

namespace QwenCode.Connectors;

/// <summary>Reads <c>.env</c> texts as the package DotNetEnv does. Nothing is put into the process environment.</summary>
internal sealed partial class DotNetEnvReader : IDotNetEnvReader
{
    private static readonly LoadOptions Options = new(setEnvVars: false, clobberExistingVars: true, onlyExactPath: true);

    /// <inheritdoc/>
    public IReadOnlyList<DotenvAssignment> Read(string text)
    {
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
        var matches = Name().Matches(text);
        var line = 1;
        var counted = 0;
        for (var i = 0; i < matches.Count; i++)
        {
            var name = matches[i].Groups[1];
            line += text.AsSpan(counted, name.Index - counted).Count('\n');
            counted = name.Index;
            if (!places.TryGetValue(name.Value, out var queue))
                places[name.Value] = queue = new Queue<DotNetEnvPlace>();
            var valueStart = matches[i].Index + matches[i].Length;
            queue.Enqueue(new DotNetEnvPlace(line, text[valueStart..(i + 1 < matches.Count ? matches[i + 1].Index : text.Length)]));
        }

        return places;
    }

    private static DotNetEnvPlace Take(Dictionary<string, Queue<DotNetEnvPlace>> places, string name) =>
        places.TryGetValue(name, out var queue) && queue.TryDequeue(out var place) ? place : new DotNetEnvPlace(0, "");

    [GeneratedRegex(@"^[ \t]*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=", RegexOptions.Multiline)]
    internal static partial Regex Name();
}
