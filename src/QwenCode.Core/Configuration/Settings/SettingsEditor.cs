using System.Text;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Configuration;

/// <summary>
/// Sets one string in a <c>settings.json</c> by changing only its own text: all other members, comments and the layout stay.
/// </summary>
internal static class SettingsEditor
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text with the member at <paramref name="path"/> set; missing objects on the way are created.</summary>
    /// <param name="text">The file's text; blank for a new file.</param>
    /// <param name="path">The members' names from the root.</param>
    /// <param name="value">The new value.</param>
    /// <param name="file">The file's name, for the error.</param>
    /// <exception cref="QwenException">The text is not a JSON object, or a member on the way is not one (<c>SettingsFileInvalid</c>).</exception>
    public static string Set(string text, ReadOnlySpan<string> path, string value, string file)
    {
        var layout = new JsonLayout(text);
        if (string.IsNullOrWhiteSpace(text))
            return layout.Nest(path, value, level: 0) + layout.NewLine;
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            return Encoding.UTF8.GetString(Set(utf8, path, value, layout, file));
        }
        catch (JsonException exception)
        {
            throw QwenErrors.SettingsFileInvalid(file, JsonPosition.Describe(text, exception));
        }
    }

    private static byte[] Set(byte[] utf8, ReadOnlySpan<string> path, string value, JsonLayout layout, string file)
    {
        var scope = new Span(0, utf8.Length);
        for (var level = 0; level < path.Length; level++)
        {
            var found = Find(utf8, scope, path[level], out var body);
            if (body.Type == JsonTokenType.Null && level > 0)
                return Replace(utf8, scope, layout.Nest(path[level..], value, level));
            if (body.Type != JsonTokenType.StartObject)
                throw QwenErrors.SettingsFileInvalid(file, $"{string.Join('.', path.ToArray())} cannot be set, since {(level == 0 ? "the file" : path[level - 1])} is not an object");
            if (found is not { } member)
                return layout.Insert(utf8, body.AfterBrace, body.IsEmpty, path[level..], value, level);
            scope = member;
        }

        return Replace(utf8, scope, layout.Nest([], value, path.Length));
    }

    // The last of several members of one name is the effective one; the text is read to its end, so that an error is found.
    private static Span? Find(byte[] utf8, Span scope, string name, out Body body)
    {
        var reader = new Utf8JsonReader(utf8.AsSpan(scope.Start, scope.End - scope.Start), Options);
        reader.Read();
        Span? found = null;
        var isEmpty = true;
        body = new Body(reader.TokenType, scope.Start + (int)reader.BytesConsumed, isEmpty);
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            isEmpty = false;
            var isIt = IsNamed(ref reader, name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt)
                found = new Span(scope.Start + start, scope.Start + (int)reader.BytesConsumed);
        }

        while (reader.Read())
        {
        }

        body = body with { IsEmpty = isEmpty };
        return found;
    }

    // A name that is not Unicode throws, and does not match.
    private static bool IsNamed(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[] Replace(byte[] utf8, Span span, string text) => [.. utf8[..span.Start], .. Encoding.UTF8.GetBytes(text), .. utf8[span.End..]];

    private readonly record struct Span(int Start, int End);

    private readonly record struct Body(JsonTokenType Type, int AfterBrace, bool IsEmpty);
}
