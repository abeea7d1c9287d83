using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Conversion;

/// <summary>The schema of an answer, and the type that its objects become.</summary>
internal sealed class ResponseSchema
{
    // It is in QwenCode.Types.ps1xml.
    private const string SerializedWholeType = "QwenCode.ParsedObject";

    private const char ByteOrderMark = '\uFEFF';

    private readonly Type? _type;
    private readonly SchemaDocument _document;

    private ResponseSchema(JsonElement json, Type? type)
    {
        Json = json;
        _type = type;
        _document = new SchemaDocument(json) { IgnoresCase = type is not null };
    }

    /// <summary>The schema.</summary>
    public JsonElement Json { get; }

    /// <summary>The schema that a user specified.</summary>
    /// <param name="value">Text, table, object, file, path, type or the name of one.</param>
    /// <param name="resolve">Resolves a path.</param>
    /// <param name="readFile">The text of a file, read off the pipeline thread.</param>
    /// <exception cref="QwenException">It is not a schema (<c>InvalidParameter</c>).</exception>
    public static ResponseSchema From(object value, Func<string, string> resolve, Func<string, string> readFile)
    {
        switch (WithoutMark(TextOf(ForeignObject.Unwrap(value))))
        {
            case Type type:
                return Of(type);
            case FileInfo file:
                return OfFile(file.FullName);
            case string text when text.TrimStart().StartsWith('{'):
                return new ResponseSchema(SchemaReader.Parse(text, "The text"), null);
            case string text when SchemaReader.KindOfJson(text) is { } kind && !IsFile(text):
                throw SchemaReader.NotAnObject(kind);
            case string name when string.IsNullOrWhiteSpace(name):
                throw QwenErrors.InvalidParameter("-Schema is empty.", SchemaReader.RecommendedAction);
            case string name:
                return resolve(name) is var path && File.Exists(path) ? OfFile(path) : TypeNamed(name) is { } named ? Of(named)
                    : FileFacts.IsDenied(path) ? OfFile(path)
                    : throw QwenErrors.InvalidParameter($"-Schema names {path}, which is not a file, and there is no type named {name}.", SchemaReader.RecommendedAction);
            case PSObject or IDictionary or JsonElement or JsonNode or JsonDocument:
                var json = JsonBody.From(value, "Schema");
                SchemaReader.Ensure(json);
                return new ResponseSchema(json, null);
            case var other:
                throw QwenErrors.InvalidParameter($"-Schema cannot be {(other is null ? "null" : $"of type [{TypeName.Of(other.GetType())}]")}.", SchemaReader.RecommendedAction);
        }

        // true and 5 can be names of files, and other JSON is not a path that a session can resolve.
        bool IsFile(string text) => text.AsSpan().IndexOfAny('[', '"') < 0 && File.Exists(resolve(text));

        ResponseSchema OfFile(string path) => new(SchemaReader.Parse(readFile(path), path), null);
    }

    /// <summary>The schema of a batch, as it was sent.</summary>
    /// <exception cref="QwenException">It is not JSON (<c>InvalidParameter</c>).</exception>
    public static ResponseSchema OfBatch(string json) => new(SchemaReader.Read(json, "The text"), null);

    /// <summary>The object that an answer's JSON stands for: an instance of the type, or objects with its members.</summary>
    /// <exception cref="QwenRequestException">The text is not JSON, or does not match the schema or the type (<c>ProtocolViolation</c>), or the type threw (<c>ObjectCreationFailed</c>); it is in the exception's <c>PartialAnswer</c>.</exception>
    public object? Parse(ChatAnswer answer)
    {
        var json = StructuredAnswer.Parse(answer);
        return ForeignObject.Read(
            () => Mismatch(json) is { } mismatch ? throw StructuredAnswer.Mismatch(answer, mismatch, null) : SerializedWhole(AnswerObject.From(json, _type)),
            exception => StructuredAnswer.Mismatch(answer, ConversionFailure.Find(json, _type, exception), exception));
    }

    private SchemaMismatch? Mismatch(JsonElement json) =>
        _type is not null && TypeSchema.ElementOf(_type) is not null ? SchemaCheck.FindInList(_document, json) : SchemaCheck.Find(_document, json);

    // An answer is serialized to a small depth, so that its InputObject stays small; this type name has its objects serialized whole.
    private static object? SerializedWhole(object? parsed)
    {
        foreach (var item in parsed as object[] ?? Enumerable.Repeat(parsed, 1))
        {
            if (item is not (null or string or ValueType))
                PSObject.AsPSObject(item).TypeNames.Add(SerializedWholeType);
        }

        return parsed;
    }

    // Get-Content without -Raw gives the lines of a file.
    private static object? TextOf(object? value) => value is IReadOnlyList<object> lines && lines.All(line => ForeignObject.Unwrap(line) is string)
        && lines.Sum(line => (long)((string)ForeignObject.Unwrap(line)!).Length) <= InputLimits.Text
        && string.Join('\n', lines.Select(ForeignObject.Unwrap)) is var text && text.TrimStart(ByteOrderMark).TrimStart().StartsWith('{') ? text : value;

    // Text of a file that another program has read may still begin with it.
    private static object? WithoutMark(object? value) => value is string text ? text.TrimStart(ByteOrderMark) : value;

    private static ResponseSchema Of(Type type) => new(TypeSchema.Of(type, ValidationLimits.Of), type);

    // As it is written in code, [Name], or without the brackets.
    private static Type? TypeNamed(string name) =>
        LanguagePrimitives.TryConvertTo<Type>(name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name, out var type) ? type : null;
}
