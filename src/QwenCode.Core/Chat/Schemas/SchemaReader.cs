using System.Text;
using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Chat;

/// <summary>Reads a JSON schema and rejects what is not one, before a request that the service cannot answer is sent.</summary>
internal static class SchemaReader
{
    /// <summary>The recommended action for a value that is not a schema.</summary>
    public const string RecommendedAction = "Specify a JSON schema as a string, hashtable or .json file, or a .NET type such as [MyClass].";

    private const string Example = "@{ type = 'object'; properties = @{ name = @{ type = 'string' } }; required = @('name') }";
    private const string Hint = $"An example of a schema: {Example}";
    private const string HowToWrap = $"Make the value a property of an object, as in {Example}";

    private static readonly string[] Keywords =
        ["type", "properties", "items", "anyOf", "oneOf", "allOf", "$ref", "enum", "const", "patternProperties", "additionalProperties", "prefixItems", "required"];

    /// <summary>The text of a schema's file, off the pipeline thread.</summary>
    /// <exception cref="QwenException">It is missing, too large, or not a regular file (<c>InvalidParameter</c>).</exception>
    public static string ReadFile(string path)
    {
        try
        {
            return FileReader.Read(path, FileReader.LargestConfiguration) is { } content
                ? FileText.Decode(content.Bytes)
                : throw QwenErrors.InvalidParameter($"-Schema names {path}, which does not exist.", RecommendedAction);
        }
        catch (UnusableFileException exception)
        {
            throw QwenErrors.InvalidParameter($"-Schema names {path}, which cannot be used: {exception.Message}.", exception.IsOfSystem ? QwenErrors.CheckPermissions : RecommendedAction);
        }
    }

    /// <summary>The schema in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Where it came from, for the error.</param>
    /// <exception cref="QwenException">It is empty or not JSON, is nested too deeply, or is not a schema (<c>InvalidParameter</c>).</exception>
    public static JsonElement Parse(string text, string name)
    {
        var schema = Read(text, name);
        Ensure(schema);
        return schema;
    }

    /// <summary>The JSON in a text, such as the schema of a batch that was sent before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Where it came from, for the error.</param>
    /// <exception cref="QwenException">It is empty or not JSON, or is nested too deeply (<c>InvalidParameter</c>).</exception>
    public static JsonElement Read(string text, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = InputLimits.Levels });
            EnsureText(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException) when (string.IsNullOrWhiteSpace(text))
        {
            throw QwenErrors.InvalidParameter($"{name} of -Schema is empty.", RecommendedAction);
        }
        catch (JsonException) when (JsonDepth.IsExceeded(bytes))
        {
            throw QwenErrors.InvalidParameter($"{name} of -Schema {JsonDepth.Reason}.", RecommendedAction);
        }
        catch (JsonException exception)
        {
            throw QwenErrors.InvalidParameter($"{name} of -Schema is not valid JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}.", RecommendedAction);
        }
        catch (InvalidOperationException)
        {
            throw QwenErrors.InvalidParameter($"{name} of -Schema is not valid JSON: it contains an escaped lone surrogate.", RecommendedAction);
        }
    }

    /// <summary>What a text is if it is JSON and not an object, in words; <see langword="null"/> for other texts, such as the name of a type or file.</summary>
    public static string? KindOfJson(string text)
    {
        var json = text.AsSpan().Trim();

        // The name of a type, [Name], has neither braces nor quotation marks.
        if (json is ['[', ..] && json.IndexOfAny('{', '"') > 0)
            return KindOf(JsonValueKind.Array);
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : KindOf(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The error for JSON that is not an object.</summary>
    /// <param name="kind">What it is instead, in words.</param>
    public static QwenException NotAnObject(string kind) => QwenErrors.InvalidParameter($"-Schema is not a JSON schema: it is {kind}, and a schema is a JSON object.", Hint);

    /// <summary>Rejects JSON that is not the schema of an object or list.</summary>
    /// <exception cref="QwenException">It is not one (<c>InvalidParameter</c>).</exception>
    public static void Ensure(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            throw NotAnObject(KindOf(schema));
        if (PathInFormat(schema) is { } path)
            throw QwenErrors.InvalidParameter($"-Schema is not a JSON schema: it is the response_format of a request, whose schema is in {path}.", $"Specify the value of {path} alone.");
        if (!Keywords.Any(word => schema.TryGetProperty(word, out _)))
            throw QwenErrors.InvalidParameter("-Schema is not a JSON schema: it has no schema keyword, such as type or properties.", Hint);
        if (SchemaSyntax.Find(schema) is { } fault)
            throw QwenErrors.InvalidParameter($"-Schema is not a JSON schema: {fault}.", fault.RecommendedAction ?? Hint);
        var kinds = SchemaKinds.Of(new SchemaDocument(schema));
        if (kinds is null)
            throw QwenErrors.InvalidParameter("-Schema describes nothing: its root only refers to itself.", Hint);
        if (kinds == JsonKinds.None)
            throw QwenErrors.InvalidParameter("-Schema allows no value: its keywords contradict each other.", Hint);
        if (kinds == JsonKinds.Single)
            throw QwenErrors.InvalidParameter("-Schema describes a single value, but an answer is an object or an array.", HowToWrap);
    }

    // As people have it from OpenAI's documentation: the whole member, or what is in its json_schema.
    private static string? PathInFormat(JsonElement schema)
    {
        var type = schema.TryGetProperty("type", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (type is not (null or "json_schema"))
            return null;
        if (schema.TryGetProperty("json_schema", out var inner) && inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("schema", out _))
            return "json_schema.schema";
        return schema.TryGetProperty("schema", out _) && (type is not null || schema.TryGetProperty("name", out _)) ? "schema" : null;
    }

    private static string KindOf(JsonElement json) => json.ValueKind is JsonValueKind.Array or JsonValueKind.Number or JsonValueKind.String ? KindOf(json.ValueKind) : json.GetRawText();

    private static string KindOf(JsonValueKind kind) => $"a JSON {kind.ToString().ToLowerInvariant()}";

    // Reading a name or text is what throws at a lone surrogate.
    private static void EnsureText(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            _ = element.GetString();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                EnsureText(item);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in element.EnumerateObject())
        {
            _ = member.Name;
            EnsureText(member.Value);
        }
    }
}
