using System.Globalization;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>What a value, or each item of a list, is limited to: the keywords of JSON schema for the validation attributes of a parameter or property.</summary>
internal sealed record ValueLimits
{
    /// <summary>Any value.</summary>
    public static readonly ValueLimits None = new();

    /// <summary>The values; <see langword="null"/> for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The smallest number; <see langword="null"/> for any.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The largest number; <see langword="null"/> for any.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is too small.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is too large.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>A regular expression of the text; <see langword="null"/> for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>Minimum and maximum length of the text; <see langword="null"/> for any.</summary>
    public (int Minimum, int Maximum)? Length { get; init; }

    /// <summary>Minimum and maximum number of items of the list itself; <see langword="null"/> for any.</summary>
    public (int Minimum, int Maximum)? Count { get; init; }

    /// <summary>Whether null is rejected although the type allows it.</summary>
    public bool ExcludesNull { get; init; }

    /// <summary>A limit that no keyword has, as a sentence; empty for none.</summary>
    public string InWords { get; init; } = "";

    /// <summary>Writes the limits of a list itself.</summary>
    public void WriteCount(Utf8JsonWriter json)
    {
        if (Count is { } count)
            WriteRange(json, "minItems", "maxItems", count);
    }

    /// <summary>Writes the limits of a value.</summary>
    /// <param name="json">The schema of the value.</param>
    /// <param name="type">Its JSON type; <see langword="null"/> for any.</param>
    /// <param name="isNullable">Whether the value may also be null.</param>
    public void Write(Utf8JsonWriter json, string? type, bool isNullable = false)
    {
        if (Choices is not null)
            WriteChoices(json, type, isNullable);
        if (Minimum is { } minimum)
            json.WriteNumber(ExcludesMinimum ? "exclusiveMinimum" : "minimum", minimum);
        if (Maximum is { } maximum)
            json.WriteNumber(ExcludesMaximum ? "exclusiveMaximum" : "maximum", maximum);
        if (Pattern is not null)
            json.WriteString("pattern", Pattern);
        if (Length is { } length)
            WriteRange(json, "minLength", "maxLength", length);
    }

    private void WriteChoices(Utf8JsonWriter json, string? type, bool isNullable)
    {
        json.WriteStartArray("enum");
        foreach (var choice in Choices!)
            WriteChoice(json, choice, type);
        if (isNullable)
            json.WriteNullValue();
        json.WriteEndArray();
    }

    private static void WriteChoice(Utf8JsonWriter json, string choice, string? type)
    {
        var isNumber = decimal.TryParse(choice, CultureInfo.InvariantCulture, out var number);
        switch (type)
        {
            case "integer" or "number" when isNumber:
                json.WriteNumberValue(number);
                break;
            case "boolean" when bool.TryParse(choice, out var flag):
                json.WriteBooleanValue(flag);
                break;
            case null when isNumber:
                // PowerShell compares texts: a number may be either if the type is open.
                json.WriteNumberValue(number);
                json.WriteStringValue(choice);
                break;
            default:
                json.WriteStringValue(choice);
                break;
        }
    }

    private static void WriteRange(Utf8JsonWriter json, string least, string most, (int Minimum, int Maximum) range)
    {
        if (range.Minimum > 0)
            json.WriteNumber(least, range.Minimum);
        if (range.Maximum < int.MaxValue)
            json.WriteNumber(most, range.Maximum);
    }
}
