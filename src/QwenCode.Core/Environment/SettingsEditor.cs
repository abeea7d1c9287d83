using System.Text;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Environment;

/// <summary>
/// Sets one string in a <c>settings.json</c> by changing the text at its place alone: all other members, comments and the layout stay.
/// </summary>
internal static class SettingsEditor
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text with the member at <paramref name="path"/> set; objects on the way are made where they lack.</summary>
    /// <param name="text">The file's text; blank for a new file.</param>
    /// <param name="path">The members' names from the root.</param>
    /// <param name="value">The new value.</param>
    /// <param name="file">The file's name, for the error.</param>
    /// <exception cref="QwenException">The text is no JSON object, or a member on the way is none (<c>SettingsFileInvalid</c>).</exception>
    public static string Set(string text, ReadOnlySpan<string> path, string value, string file)
    {
        if (string.IsNullOrWhiteSpace(text))
            return $"{Nest(path, Quote(value), 0)}\n";
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            reader.Read();
            return Encoding.UTF8.GetString(Splice(utf8, ref reader, path, value, level: 0, file));
        }
        catch (JsonException exception)
        {
            throw QwenErrors.SettingsFileInvalid(file, $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1} is not valid JSON");
        }
    }

    private static byte[] Splice(byte[] utf8, ref Utf8JsonReader reader, ReadOnlySpan<string> path, string value, int level, string file)
    {
        if (path.IsEmpty)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return Replace(utf8, start, (int)reader.BytesConsumed, Quote(value));
        }

        if (reader.TokenType != JsonTokenType.StartObject)
            throw QwenErrors.SettingsFileInvalid(file, $"{path[0]} cannot be set: what should hold it is no object");
        var afterBrace = (int)reader.BytesConsumed;
        var isEmpty = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            isEmpty = false;
            var found = reader.ValueTextEquals(path[0]);
            reader.Read();
            if (found)
                return Splice(utf8, ref reader, path[1..], value, level + 1, file);
            reader.Skip();
        }

        var indent = new string(' ', 2 * (level + 1));
        var member = $"\n{indent}{Quote(path[0])}: {Nest(path[1..], Quote(value), level + 1)}{(isEmpty ? $"\n{indent[2..]}" : ",")}";
        return Replace(utf8, afterBrace, afterBrace, member);
    }

    private static string Nest(ReadOnlySpan<string> path, string json, int level)
    {
        if (path.IsEmpty)
            return json;
        var indent = new string(' ', 2 * (level + 1));
        return $"{{\n{indent}{Quote(path[0])}: {Nest(path[1..], json, level + 1)}\n{indent[2..]}}}";
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static byte[] Replace(byte[] utf8, int start, int end, string text) => [.. utf8[..start], .. Encoding.UTF8.GetBytes(text), .. utf8[end..]];
}
