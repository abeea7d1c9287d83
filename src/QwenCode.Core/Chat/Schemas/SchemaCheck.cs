using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>
/// Checks one answer against a schema. Keywords that it does not know are ignored: no regular expression of a schema runs here.
/// </summary>
internal sealed class SchemaCheck
{
    // Branches that each check the same values again multiply at each level of an answer.
    private const int MostSteps = 20_000_000;
    private const int MostNested = InputLimits.Levels * 8;

    private readonly SchemaDocument _schema;

    // A reference that leads back to itself at the same value checks nothing new.
    private readonly HashSet<(SchemaNode Node, int Level)> _open = [];
    private int _level;
    private int _nested;
    private int _steps;
    private bool _isPartial;

    private SchemaCheck(SchemaDocument schema) => _schema = schema;

    /// <summary>The first value that does not match the schema; <see langword="null"/> if all match.</summary>
    public static SchemaMismatch? Find(SchemaDocument schema, JsonElement answer) => new SchemaCheck(schema).Run(schema.Root, answer);

    /// <summary>As <see cref="Find"/>, for the schema of a list that <see cref="TypeSchema"/> wrapped: the answer may wrap it in another way, or not at all.</summary>
    public static SchemaMismatch? FindInList(SchemaDocument schema, JsonElement answer)
    {
        if (StructuredAnswer.ListOf(answer) is not { } found || schema.Root.Property(TypeSchema.ListMember) is not { } node)
            return Find(schema, answer);
        var mismatch = new SchemaCheck(schema).Run(node, found.List);
        return found.Name is null ? mismatch : mismatch?.In(found.Name);
    }

    private SchemaMismatch? Run(SchemaNode node, JsonElement value)
    {
        var mismatch = Apply(node, value);
        return _steps > MostSteps ? new SchemaMismatch("takes too many steps to check") : mismatch;
    }

    private SchemaMismatch? Apply(SchemaNode node, JsonElement value)
    {
        _steps += node.Choices.Count == 0 ? 1 : 1 + StepsOf(node.Choices, value);
        if (_steps > MostSteps || _nested == MostNested)
            return new SchemaMismatch("is nested too deeply to check");
        _isPartial |= node.IsPartial;
        if (node.IsNullable && value.ValueKind == JsonValueKind.Null)
            return null;
        _nested++;
        var mismatch = SchemaRules.Mismatch(node, value, _schema.IgnoresCase) ?? Others(node, value) ?? Children(node, value);
        _nested--;
        return mismatch;
    }

    private static int StepsOf(IReadOnlyList<SchemaChoices> choices, JsonElement value) => choices.Sum(each => each.StepsFor(value));

    private SchemaMismatch? Others(SchemaNode node, JsonElement value)
    {
        var mismatch = node.Reference is { } reference ? Referred(reference, value) : null;
        foreach (var part in node.AllOf)
            mismatch ??= Apply(part, value);
        return mismatch
            ?? (node.AnyOf.Count > 0 ? Any(node.AnyOf, value, isOne: false) : null)
            ?? (node.OneOf.Count > 0 ? Any(node.OneOf, value, isOne: true) : null);
    }

    private SchemaMismatch? Referred(string reference, JsonElement value)
    {
        if (_schema.Resolve(reference) is not { } target)
        {
            _isPartial = true;
            return null;
        }

        if (!_open.Add((target, _level)))
            return null;
        var mismatch = Apply(target, value);
        _open.Remove((target, _level));
        return mismatch;
    }

    private SchemaMismatch? Any(IReadOnlyList<SchemaNode> branches, JsonElement value, bool isOne)
    {
        SchemaMismatch? deepest = null;
        var (matches, certain, wasPartial) = (0, 0, _isPartial);
        foreach (var branch in branches)
        {
            _isPartial = false;
            var mismatch = Apply(branch, value);
            wasPartial |= _isPartial;
            if (mismatch is null)
                (matches, certain) = (matches + 1, certain + (_isPartial ? 0 : 1));
            else if (mismatch.Level > (deepest?.Level ?? 0))
                deepest = mismatch;
            if (matches > 0 && !isOne)
                break;
        }

        _isPartial = wasPartial;
        if (matches == 0)
            return deepest ?? new SchemaMismatch($"matches no schema of {(isOne ? "oneOf" : "anyOf")}");
        return isOne && certain > 1 ? new SchemaMismatch("matches more than one schema of oneOf") : null;
    }

    private SchemaMismatch? Children(SchemaNode node, JsonElement value)
    {
        _level++;
        var mismatch = value.ValueKind switch
        {
            JsonValueKind.Object when node.HasProperties => Properties(node, value),
            JsonValueKind.Array when node.Items is not null || node.FirstItems.Count > 0 => Items(node, value),
            _ => null,
        };
        _level--;
        return mismatch;
    }

    private SchemaMismatch? Properties(SchemaNode node, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            var property = node.Property(member.Name);
            if (property is { IsNever: true } && property == node.Additional)
                return new SchemaMismatch("is not a property of the schema").In(member.Name);
            if (property is not null && Apply(property, member.Value) is { } mismatch)
                return mismatch.In(member.Name);
        }

        return null;
    }

    private SchemaMismatch? Items(SchemaNode node, JsonElement value)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var schema = index < node.FirstItems.Count ? node.FirstItems[index] : node.Items;
            if (schema is null)
                break;
            if (Apply(schema, item) is { } mismatch)
                return mismatch.In(index);
            index++;
        }

        return null;
    }
}
