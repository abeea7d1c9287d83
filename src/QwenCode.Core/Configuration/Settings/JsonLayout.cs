using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QwenCode.Configuration;

/// <summary>The layout of a JSON text, so that additions are formatted like the rest.</summary>
internal sealed class JsonLayout
{
    private readonly string _indent;

    /// <summary>The layout of <paramref name="text"/>: its line ends and the indentation of its first indented member.</summary>
    public JsonLayout(string text)
    {
        NewLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        _indent = IndentOf(text) ?? "  ";
    }

    /// <summary>The line end.</summary>
    public string NewLine { get; }

    /// <summary>A value inside objects of the names of <paramref name="path"/>.</summary>
    /// <param name="path">The members' names.</param>
    /// <param name="value">The value.</param>
    /// <param name="level">The nesting level of the outermost object.</param>
    public string Nest(ReadOnlySpan<string> path, JsonNode value, int level) => path.IsEmpty
        ? Render(value, level)
        : $"{{{Line(level + 1)}{Quote(path[0])}: {Nest(path[1..], value, level + 1)}{Line(level)}}}";

    /// <summary>The text with a member added at the start of an object; a comment after its brace keeps its line.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="afterBracket">The position after the object's opening brace.</param>
    /// <param name="isEmpty">Whether the object has no member.</param>
    /// <param name="path">The member's name, and those inside it.</param>
    /// <param name="value">The value.</param>
    /// <param name="level">The nesting level of the object.</param>
    public byte[] Insert(byte[] utf8, int afterBracket, bool isEmpty, ReadOnlySpan<string> path, JsonNode value, int level) =>
        Insert(utf8, afterBracket, isEmpty, $"{Quote(path[0])}: {Nest(path[1..], value, level + 1)}", level);

    /// <summary>The text with an element added at the start of an array, as <see cref="Insert(byte[], int, bool, ReadOnlySpan{string}, JsonNode, int)"/>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="afterBracket">The position after the array's opening bracket.</param>
    /// <param name="isEmpty">Whether the array has no element.</param>
    /// <param name="element">The element.</param>
    /// <param name="level">The nesting level of the array.</param>
    public byte[] InsertElement(byte[] utf8, int afterBracket, bool isEmpty, JsonNode element, int level) =>
        Insert(utf8, afterBracket, isEmpty, Render(element, level + 1), level);

    private byte[] Insert(byte[] utf8, int afterBracket, bool isEmpty, string text, int level)
    {
        var length = utf8.AsSpan(afterBracket).IndexOfAny((byte)'\r', (byte)'\n');
        var restOfLine = Encoding.UTF8.GetString(utf8, afterBracket, length < 0 ? 0 : length);
        var position = length >= 0 && IsCommentsOnly(restOfLine) ? afterBracket + length : afterBracket;
        var hasOwnLine = length >= 0 && string.IsNullOrWhiteSpace(restOfLine);
        var after = isEmpty
            ? hasOwnLine || position != afterBracket ? "" : Line(level)
            : hasOwnLine || position != afterBracket ? "," : "," + Line(level + 1);
        var rest = utf8.AsSpan(position);
        return [.. utf8[..position], .. Encoding.UTF8.GetBytes($"{Line(level + 1)}{text}{after}"), .. after.Length > 1 ? rest.TrimStart(" \t"u8) : rest];
    }

    private string Render(JsonNode value, int level) => value switch
    {
        JsonObject { Count: > 0 } members => $"{{{string.Join(",", members.Select(m => $"{Line(level + 1)}{Quote(m.Key)}: {Render(m.Value!, level + 1)}"))}{Line(level)}}}",
        JsonArray { Count: > 0 } elements => $"[{string.Join(",", elements.Select(e => $"{Line(level + 1)}{Render(e!, level + 1)}"))}{Line(level)}]",
        JsonValue single when single.GetValueKind() == JsonValueKind.String => Quote(single.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private string Line(int level) => NewLine + string.Concat(Enumerable.Repeat(_indent, level));

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    // A line that ends in a brace, or in one and a comment, and the next one begins with a name.
    private static string? IndentOf(string text)
    {
        var isOpen = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var name = line.TrimStart(" \t");
            if (isOpen && name.Length < line.Length && name.StartsWith("\""))
                return line[..^name.Length].ToString();
            isOpen = EndsInBrace(line);
        }

        return null;
    }

    private static bool EndsInBrace(ReadOnlySpan<char> line)
    {
        for (var brace = line.IndexOf('{'); brace >= 0; brace = line.IndexOf('{'))
        {
            line = line[(brace + 1)..].TrimStart();
            if (line.IsEmpty || line.StartsWith("//"))
                return true;
        }

        return false;
    }

    private static bool IsCommentsOnly(ReadOnlySpan<char> line)
    {
        while (true)
        {
            line = line.TrimStart();
            if (line.IsEmpty || line.StartsWith("//"))
                return true;
            var end = line.StartsWith("/*") ? line[2..].IndexOf("*/") : -1;
            if (end < 0)
                return false;
            line = line[(end + 4)..];
        }
    }
}
