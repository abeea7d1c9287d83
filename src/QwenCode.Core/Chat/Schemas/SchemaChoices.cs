using System.Text.Json;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>The values that <c>enum</c> or <c>const</c> allows.</summary>
internal sealed class SchemaChoices
{
    private const int MostText = 120;

    private readonly IReadOnlyList<JsonElement> _values;
    private readonly HashSet<string> _texts;
    private readonly HashSet<string> _anyCase;
    private readonly int _length;

    /// <summary>Reads the values.</summary>
    public SchemaChoices(IEnumerable<JsonElement> values)
    {
        _values = [.. values];
        _texts = [.. _values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)];
        _anyCase = new(_texts, StringComparer.OrdinalIgnoreCase);
        _length = _values.Where(value => value.ValueKind != JsonValueKind.String).Sum(value => value.GetRawText().Length);
    }

    /// <summary>The kinds of the values.</summary>
    public JsonKinds Kinds => _values.Aggregate(JsonKinds.None, (kinds, value) => kinds | (value.ValueKind switch
    {
        JsonValueKind.Object => JsonKinds.Object,
        JsonValueKind.Array => JsonKinds.Array,
        _ => JsonKinds.Single,
    }));

    /// <summary>The number of steps that <see cref="Contain"/> takes: strings are looked up, other values are compared with each.</summary>
    /// <param name="value">The value.</param>
    public int StepsFor(JsonElement value) => value.ValueKind == JsonValueKind.String ? 1 : _length;

    /// <summary>Whether the value is one of them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="ignoresCase">Whether the case of strings does not matter.</param>
    public bool Contain(JsonElement value, bool ignoresCase) => value.ValueKind == JsonValueKind.String
        ? (ignoresCase ? _anyCase : _texts).Contains(value.GetString()!)
        : _values.Any(choice => JsonValues.AreEqual(choice, value));

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = ForeignText.OneLine(string.Join(", ", _values.Select(value => value.ValueKind == JsonValueKind.String ? $"\"{value.GetString()}\"" : value.GetRawText())), MostText);
        return _values.Count == 1 ? text : $"one of {text}";
    }
}
