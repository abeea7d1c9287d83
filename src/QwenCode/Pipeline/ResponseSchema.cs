using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Pipeline;

/// <summary>The form of an answer: a JSON schema, and the type that its objects become.</summary>
internal sealed class ResponseSchema
{
    private const string Next = "Give a JSON schema as text, table or .json file, or a .NET type such as [MyClass].";

    private readonly Type? _type;

    private ResponseSchema(JsonElement json, Type? type)
    {
        Json = json;
        _type = type;
    }

    /// <summary>The schema.</summary>
    public JsonElement Json { get; }

    /// <summary>The schema in what a user gave.</summary>
    /// <param name="value">Text, table, path or type.</param>
    /// <param name="resolve">Resolves a path.</param>
    /// <exception cref="QwenException">It is no schema (<c>InvalidRequest</c>).</exception>
    public static ResponseSchema From(object value, Func<string, string> resolve)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            Type type => new ResponseSchema(TypeSchema.Of(type), type),
            IDictionary table => new ResponseSchema(JsonBody.From(table, "Schema"), null),
            string text when text.TrimStart().StartsWith('{') => new ResponseSchema(ParseSchema(text, "The text"), null),
            string path => new ResponseSchema(ParseSchema(Read(resolve(path)), path), null),
            _ => throw QwenErrors.InvalidParameter($"-Schema cannot be a {plain.GetType().Name}.", Next),
        };
    }

    /// <summary>The object that an answer's JSON stands for: an instance of the type, or objects with its members.</summary>
    /// <exception cref="QwenRequestException">The text is no JSON or does not fit the type (<c>ProtocolViolation</c>); it is in the exception's <c>PartialAnswer</c>.</exception>
    public object? Parse(ChatAnswer answer)
    {
        var json = StructuredAnswer.Parse(answer);
        try
        {
            var value = JsonObjects.From(json);
            return _type is null ? value : LanguagePrimitives.ConvertTo(value, _type, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is not (QwenException or PipelineStoppedException))
        {
            throw StructuredAnswer.NotAsAsked(answer, exception.Message.TrimEnd('.'), exception);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.InvalidParameter($"-Schema names {path}, which cannot be read.", Next);
        }
    }

    private static JsonElement ParseSchema(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw QwenErrors.InvalidParameter($"{name} of -Schema holds no JSON object.", Next);
        }
        catch (JsonException exception)
        {
            throw QwenErrors.InvalidParameter($"{name} of -Schema is not valid JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}.", Next);
        }
    }
}
