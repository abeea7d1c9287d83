namespace QwenCode.Chat;

/// <summary>Finds which kinds of values a schema allows at its root, as far as <c>type</c>, <c>enum</c>, <c>const</c>, combinations and references say it.</summary>
internal sealed class SchemaKinds
{
    // Combinations of references multiply, and references can form a chain of any length.
    private const int MostSteps = 100_000;
    private const int MostNested = InputLimits.Levels * 8;

    private readonly SchemaDocument _document;

    // A reference that leads back to itself says nothing.
    private readonly HashSet<SchemaNode> _open = [];

    private int _steps;

    private SchemaKinds(SchemaDocument document) => _document = document;

    /// <summary>The kinds; <see langword="null"/> if the schema only refers to itself.</summary>
    public static JsonKinds? Of(SchemaDocument document) => new SchemaKinds(document).Of(document.Root);

    private JsonKinds? Of(SchemaNode node)
    {
        if (node.IsNever)
            return JsonKinds.None;
        if (++_steps > MostSteps || _open.Count == MostNested)
            return JsonKinds.Any;
        if (!_open.Add(node))
            return null;
        var all = OwnOf(node);
        foreach (var part in PartsOf(node))
            all = part is null ? all : (all ?? JsonKinds.Any) & part;
        _open.Remove(node);
        return node.IsNullable ? all | JsonKinds.Single : all;
    }

    private static JsonKinds? OwnOf(SchemaNode node)
    {
        if (node.Types.Count == 0 && node.Choices.Count == 0)
            return node.Reference is null && node.AllOf.Count + node.AnyOf.Count + node.OneOf.Count == 0 ? JsonKinds.Any : null;
        var types = node.Types.Count == 0 ? JsonKinds.Any : node.Types.Aggregate(JsonKinds.None, (kinds, type) => kinds | KindOf(type));
        return node.Choices.Aggregate(types, (kinds, choices) => kinds & choices.Kinds);
    }

    private IEnumerable<JsonKinds?> PartsOf(SchemaNode node)
    {
        if (node.Reference is { } reference)
            yield return _document.Resolve(reference) is { } target ? Of(target) : JsonKinds.Any;
        foreach (var part in node.AllOf)
            yield return Of(part);
        if (node.AnyOf.Count > 0)
            yield return AnyOf(node.AnyOf);
        if (node.OneOf.Count > 0)
            yield return AnyOf(node.OneOf);
    }

    private JsonKinds? AnyOf(IReadOnlyList<SchemaNode> branches)
    {
        JsonKinds? any = null;
        foreach (var branch in branches)
            any = Of(branch) is { } kinds ? (any ?? JsonKinds.None) | kinds : any;
        return any;
    }

    private static JsonKinds KindOf(string type) => type switch
    {
        "object" => JsonKinds.Object,
        "array" => JsonKinds.Array,
        _ => JsonKinds.Single,
    };
}
