using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QwenCode.Errors;

namespace QwenCode.Configuration;

/// <summary>
/// Sets one value in a <c>settings.json</c> by changing only its own text: all other members, comments and the layout stay.
/// </summary>
internal static class SettingsEditor
{
    /// <summary>The text with the member at <paramref name="path"/> set; missing objects on the way are created.</summary>
    /// <param name="text">The file's text; blank for a new file.</param>
    /// <param name="path">The members' names from the root.</param>
    /// <param name="value">The new value: a string, a number, or an array or object of those.</param>
    /// <param name="file">The file's name, for the error.</param>
    /// <param name="layout">The layout of the additions; by default the text's own.</param>
    /// <exception cref="QwenException">The text is not a JSON object, or a member on the way is not one (<c>SettingsFileInvalid</c>).</exception>
    public static string Set(string text, string[] path, JsonNode value, string file, JsonLayout? layout = null)
    {
        layout ??= new JsonLayout(text);
        if (string.IsNullOrWhiteSpace(text))
            return layout.Nest(path, value, level: 0) + layout.NewLine;
        return Edit(text, file, utf8 => Set(utf8, new JsonSpan(0, utf8.Length), 0, path, value, layout, file));
    }

    /// <summary>The text with an object at the start of the array at <paramref name="path"/>, which is created if it is missing.</summary>
    /// <param name="text">The file's text; blank for a new file.</param>
    /// <param name="path">The members' names from the root.</param>
    /// <param name="element">The object.</param>
    /// <param name="file">The file's name, for the error.</param>
    /// <param name="layout">The layout of the additions; by default the text's own.</param>
    /// <exception cref="QwenException">The text is not a JSON object, or what is at the path is not an array (<c>SettingsFileInvalid</c>).</exception>
    public static string Prepend(string text, string[] path, JsonObject element, string file, JsonLayout? layout = null)
    {
        layout ??= new JsonLayout(text);
        return string.IsNullOrWhiteSpace(text) ? New() : Edit(text, file, utf8 =>
        {
            if (SpanOf(utf8, path) is not { } span || JsonLocator.Elements(utf8, span, out var body) is var _ && body.Type == JsonTokenType.Null)
                return Encoding.UTF8.GetBytes(New());
            return body.Type == JsonTokenType.StartArray
                ? layout.InsertElement(utf8, body.AfterBracket, body.IsEmpty, element, path.Length)
                : throw NotAn("array", path, file);
        });

        string New() => Set(text, path, new JsonArray(element.DeepClone()), file, layout);
    }

    /// <summary>The text with a member set in an element of the array at <paramref name="path"/>.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">The members' names from the root to the array.</param>
    /// <param name="index">The element, an object.</param>
    /// <param name="name">The member.</param>
    /// <param name="value">The new value.</param>
    /// <param name="file">The file's name, for the error.</param>
    /// <param name="layout">The layout of the additions; by default the text's own.</param>
    /// <exception cref="QwenException">The text is not valid, or has no such element (<c>SettingsFileInvalid</c>).</exception>
    public static string SetInElement(string text, string[] path, int index, string name, JsonNode value, string file, JsonLayout? layout = null) => Edit(text, file, utf8 =>
    {
        var elements = SpanOf(utf8, path) is { } span ? JsonLocator.Elements(utf8, span, out _) : [];
        return index < elements.Count
            ? Set(utf8, elements[index], path.Length + 1, [name], value, layout ?? new JsonLayout(text), file)
            : throw NotAn("array", path, file);
    });

    private static string Edit(string text, string file, Func<byte[], byte[]> edit)
    {
        try
        {
            return Encoding.UTF8.GetString(edit(Encoding.UTF8.GetBytes(text)));
        }
        catch (JsonException exception)
        {
            throw QwenErrors.SettingsFileInvalid(file, JsonPosition.Describe(text, exception));
        }
    }

    private static byte[] Set(byte[] utf8, JsonSpan scope, int level, ReadOnlySpan<string> path, JsonNode value, JsonLayout layout, string file)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var found = JsonLocator.Find(utf8, scope, path[i], out var body);
            if (body.Type == JsonTokenType.Null && i > 0)
                return Replace(utf8, scope, layout.Nest(path[i..], value, level + i));
            if (body.Type != JsonTokenType.StartObject)
                throw QwenErrors.SettingsFileInvalid(file, $"{string.Join('.', path.ToArray())} cannot be set, since {(i == 0 ? "the file" : path[i - 1])} is not an object");
            if (found is not { } member)
                return layout.Insert(utf8, body.AfterBracket, body.IsEmpty, path[i..], value, level + i);
            scope = member;
        }

        return Replace(utf8, scope, layout.Nest([], value, level + path.Length));
    }

    private static JsonSpan? SpanOf(byte[] utf8, string[] path)
    {
        JsonSpan? span = new JsonSpan(0, utf8.Length);
        foreach (var name in path)
        {
            if (span is { } scope)
                span = JsonLocator.Find(utf8, scope, name, out _);
        }

        return span;
    }

    private static QwenException NotAn(string kind, string[] path, string file) => QwenErrors.SettingsFileInvalid(file, $"{string.Join('.', path)} is not an {kind}");

    private static byte[] Replace(byte[] utf8, JsonSpan span, string text) => [.. utf8[..span.Start], .. Encoding.UTF8.GetBytes(text), .. utf8[span.End..]];
}
