using System.Text.Json;

namespace QwenCode.Configuration;

/// <summary>A part of a JSON text in UTF-8, from its first byte to the one after its last.</summary>
internal readonly record struct JsonSpan(int Start, int End);

/// <summary>A JSON value that may have members: its type, the position after its opening bracket, and whether it is empty.</summary>
internal readonly record struct JsonBody(JsonTokenType Type, int AfterBracket, bool IsEmpty);

/// <summary>Finds the text of a value in a JSON text with comments and trailing commas, which is read to its end so that an error in it is found.</summary>
internal static class JsonLocator
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The member of that name in the object at <paramref name="scope"/>: the last of several, which is the effective one.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="scope">Where the object is.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="body">What is at <paramref name="scope"/>, which may be no object.</param>
    public static JsonSpan? Find(byte[] utf8, JsonSpan scope, string name, out JsonBody body)
    {
        var reader = Begin(utf8, scope, out body);
        JsonSpan? found = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            body = body with { IsEmpty = false };
            var isIt = IsNamed(ref reader, name);
            reader.Read();
            var span = Skip(ref reader, scope);
            found = isIt ? span : found;
        }

        ReadToEnd(ref reader);
        return found;
    }

    /// <summary>The elements of the array at <paramref name="scope"/>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="scope">Where the array is.</param>
    /// <param name="body">What is at <paramref name="scope"/>, which may be no array.</param>
    public static IReadOnlyList<JsonSpan> Elements(byte[] utf8, JsonSpan scope, out JsonBody body)
    {
        var reader = Begin(utf8, scope, out body);
        var elements = new List<JsonSpan>();
        if (reader.TokenType != JsonTokenType.StartArray)
            return elements;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            elements.Add(Skip(ref reader, scope));
        ReadToEnd(ref reader);
        body = body with { IsEmpty = elements.Count == 0 };
        return elements;
    }

    private static Utf8JsonReader Begin(byte[] utf8, JsonSpan scope, out JsonBody body)
    {
        var reader = new Utf8JsonReader(utf8.AsSpan(scope.Start, scope.End - scope.Start), Options);
        reader.Read();
        body = new JsonBody(reader.TokenType, scope.Start + (int)reader.BytesConsumed, IsEmpty: true);
        return reader;
    }

    private static JsonSpan Skip(ref Utf8JsonReader reader, JsonSpan scope)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new JsonSpan(scope.Start + start, scope.Start + (int)reader.BytesConsumed);
    }

    private static void ReadToEnd(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
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
}
