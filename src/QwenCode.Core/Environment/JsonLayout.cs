using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QwenCode.Environment;

/// <summary>How a JSON text is laid out, so that what is added to it looks like the rest.</summary>
internal sealed partial class JsonLayout
{
    private readonly string _indent;

    /// <summary>The layout of <paramref name="text"/>: its line ends and the indentation of its first indented member.</summary>
    public JsonLayout(string text)
    {
        NewLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        _indent = FirstMember().Match(text) is { Success: true } match ? match.Groups["indent"].Value : "  ";
    }

    /// <summary>The line end.</summary>
    public string NewLine { get; }

    /// <summary>A string inside objects of the names of <paramref name="path"/>.</summary>
    /// <param name="path">The members' names.</param>
    /// <param name="value">The string.</param>
    /// <param name="level">How deep the outermost object lies.</param>
    public string Nest(ReadOnlySpan<string> path, string value, int level) => path.IsEmpty
        ? Quote(value)
        : $"{{{Line(level + 1)}{Quote(path[0])}: {Nest(path[1..], value, level + 1)}{Line(level)}}}";

    /// <summary>The text with a member added at the start of an object; a comment behind its brace keeps its line.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="afterBrace">Where the object's inside begins.</param>
    /// <param name="isEmpty">Whether the object has no member.</param>
    /// <param name="path">The member's name, and those inside it.</param>
    /// <param name="value">The string.</param>
    /// <param name="level">How deep the object lies.</param>
    public byte[] Insert(byte[] utf8, int afterBrace, bool isEmpty, ReadOnlySpan<string> path, string value, int level)
    {
        var length = utf8.AsSpan(afterBrace).IndexOfAny((byte)'\r', (byte)'\n');
        var restOfLine = Encoding.UTF8.GetString(utf8, afterBrace, length < 0 ? 0 : length);
        var position = length >= 0 && CommentsOnly().IsMatch(restOfLine) ? afterBrace + length : afterBrace;
        var hasOwnLine = length >= 0 && string.IsNullOrWhiteSpace(restOfLine);
        var after = isEmpty
            ? hasOwnLine || position != afterBrace ? "" : Line(level)
            : hasOwnLine || position != afterBrace ? "," : "," + Line(level + 1);
        var member = $"{Line(level + 1)}{Quote(path[0])}: {Nest(path[1..], value, level + 1)}{after}";
        var rest = utf8.AsSpan(position);
        return [.. utf8[..position], .. Encoding.UTF8.GetBytes(member), .. after.Length > 1 ? rest.TrimStart(" \t"u8) : rest];
    }

    private string Line(int level) => NewLine + string.Concat(Enumerable.Repeat(_indent, level));

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex(@"\{[^\S\r\n]*(?://[^\r\n]*)?\r?\n(?<indent>[ \t]+)""")]
    private static partial Regex FirstMember();

    [GeneratedRegex(@"^\s*(?:/\*(?:(?!\*/).)*\*/\s*)*(?://.*)?$", RegexOptions.Singleline)]
    private static partial Regex CommentsOnly();
}
