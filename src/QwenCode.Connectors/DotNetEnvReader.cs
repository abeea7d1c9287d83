using System.Text.RegularExpressions;
using DotNetEnv;
using QwenCode.Environment;
using Sprache;

namespace QwenCode.Connectors;

/// <summary>Reads <c>.env</c> texts as the package DotNetEnv does. Nothing is put into the process environment.</summary>
internal sealed partial class DotNetEnvReader : IDotNetEnvReader
{
    /// <inheritdoc/>
    public IReadOnlyList<DotenvAssignment> Read(string text)
    {
        try
        {
            var lines = LinesOfNames(text);
            var options = new LoadOptions(setEnvVars: false, clobberExistingVars: false, onlyExactPath: true);
            return [.. Env.LoadContents(text, options)
                .Select(p => new DotenvAssignment(p.Key, p.Value, NextLine(lines, p.Key), DotenvValueKind.Plain, p.Value))];
        }
        catch (ParseException exception)
        {
            // Its message quotes the file, so only the line goes on.
            throw new EnvSyntaxException(exception.Position?.Line ?? 1);
        }
    }

    // The package does not tell lines; each name's lines are taken one by one in the order of the file.
    private static Dictionary<string, Queue<int>> LinesOfNames(string text)
    {
        var lines = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (Name().Match(line) is not { Success: true } match)
                continue;
            var name = match.Groups[1].Value;
            if (!lines.TryGetValue(name, out var queue))
                lines[name] = queue = new Queue<int>();
            queue.Enqueue(number);
        }

        return lines;
    }

    private static int NextLine(Dictionary<string, Queue<int>> lines, string name) =>
        lines.TryGetValue(name, out var queue) && queue.TryDequeue(out var line) ? line : 0;

    [GeneratedRegex(@"^\s*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=")]
    private static partial Regex Name();
}
