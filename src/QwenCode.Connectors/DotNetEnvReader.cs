using System.Text.RegularExpressions;
using DotNetEnv;
using QwenCode.Environment;
using Sprache;

namespace QwenCode.Connectors;

/// <summary>Reads <c>.env</c> texts as the package DotNetEnv does. Nothing is put into the process environment.</summary>
internal sealed partial class DotNetEnvReader : IDotNetEnvReader
{
    private static readonly LoadOptions Options = new(setEnvVars: false, clobberExistingVars: false, onlyExactPath: true);

    /// <inheritdoc/>
    public IReadOnlyList<DotenvAssignment> Read(string text)
    {
        try
        {
            var places = PlacesOfNames(text);
            return [.. Env.LoadContents(text, Options).Select(p => Assignment(p.Key, p.Value, Take(places, p.Key)))];
        }
        catch (ParseException exception)
        {
            // Its message quotes the file, so only the line goes on.
            throw new EnvSyntaxException(FirstBadLine(text, exception.Position?.Line ?? 1));
        }
    }

    private static DotenvAssignment Assignment(string name, string value, Place place)
    {
        var outer = Reference().Matches(place.Text).Select(m => m.Groups[1].Value)
            .FirstOrDefault(n => !string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(n)));
        return new DotenvAssignment(name, value, place.Line, DotenvValueKind.Plain, value, outer);
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
    private static Dictionary<string, Queue<Place>> PlacesOfNames(string text)
    {
        var places = new Dictionary<string, Queue<Place>>(StringComparer.Ordinal);
        var matches = Name().Matches(text);
        var line = 1;
        var counted = 0;
        for (var i = 0; i < matches.Count; i++)
        {
            var name = matches[i].Groups[1];
            line += text.AsSpan(counted, name.Index - counted).Count('\n');
            counted = name.Index;
            if (!places.TryGetValue(name.Value, out var queue))
                places[name.Value] = queue = new Queue<Place>();
            queue.Enqueue(new Place(line, text[name.Index..(i + 1 < matches.Count ? matches[i + 1].Index : text.Length)]));
        }

        return places;
    }

    private static Place Take(Dictionary<string, Queue<Place>> places, string name) =>
        places.TryGetValue(name, out var queue) && queue.TryDequeue(out var place) ? place : new Place(0, "");

    [GeneratedRegex(@"^[ \t]*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Reference();

    // Where a name stands, and the text from there to the next one.
    private readonly record struct Place(int Line, string Text);
}
