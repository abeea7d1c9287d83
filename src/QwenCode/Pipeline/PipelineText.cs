using System.Collections;
using System.Management.Automation;
using System.Text;

namespace QwenCode.Pipeline;

/// <summary>Turns piped objects into the text that a person would see, never into type names.</summary>
internal static class PipelineText
{
    private const string Escape = "\u001B[";

    /// <summary>The single objects in what was piped or given: a list is taken apart.</summary>
    public static IEnumerable<object> Unroll(object input)
    {
        if (LanguagePrimitives.GetEnumerable(input) is not { } list)
            return [input];
        return list.Cast<object?>().OfType<object>();
    }

    /// <summary>The text of some objects: strings and plain values a line each, all else as PowerShell's formatting shows them together.</summary>
    public static string Of(IReadOnlyList<object> objects)
    {
        var texts = new List<string>();
        for (var i = 0; i < objects.Count;)
        {
            if (Plain(objects[i]) is { } text)
            {
                texts.Add(text);
                i++;
                continue;
            }

            var start = i;
            while (i < objects.Count && Plain(objects[i]) is null)
                i++;
            texts.Add(Format(objects.Skip(start).Take(i - start)));
        }

        return string.Join('\n', texts);
    }

    private static string? Plain(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        string text => text,
        ChatAnswer answer => answer.Text,
        char or bool or decimal or Guid or Uri or Version or Enum => LanguagePrimitives.ConvertTo<string>(item),
        DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly => LanguagePrimitives.ConvertTo<string>(item),
        { } value when value.GetType().IsPrimitive => LanguagePrimitives.ConvertTo<string>(item),
        _ => null,
    };

    private static string Format(IEnumerable<object> objects)
    {
        const int Width = 512;
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Utility\Out-String").AddParameter("Width", Width).AddParameter("Stream");
        var lines = shell.Invoke<string>((IEnumerable)objects).Select(line => WithoutColors(line).TrimEnd());
        return string.Join('\n', lines).Trim('\n');
    }

    private static string WithoutColors(string line)
    {
        var plain = new StringBuilder(line.Length);
        var start = 0;
        for (var escape = line.IndexOf(Escape, StringComparison.Ordinal); escape >= 0; escape = line.IndexOf(Escape, escape + 1, StringComparison.Ordinal))
        {
            if (EscapeEnd(line, escape) is not { } end)
                continue;
            plain.Append(line, start, escape - start);
            start = end;
        }

        return plain.Append(line, start, line.Length - start).ToString();
    }

    // ESC [ digits letter.
    private static int? EscapeEnd(string line, int start)
    {
        var end = start + Escape.Length;
        while (end < line.Length && (char.IsAsciiDigit(line[end]) || line[end] == ';'))
            end++;
        return end < line.Length && char.IsAsciiLetter(line[end]) ? end + 1 : null;
    }
}
