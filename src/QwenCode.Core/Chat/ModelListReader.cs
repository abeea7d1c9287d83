using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>One model of a list.</summary>
/// <param name="Id">Its name; empty where it has none.</param>
/// <param name="OwnedBy">Whose it is.</param>
/// <param name="Created">When it was made, in Unix time.</param>
internal sealed record ModelEntry(string Id, string? OwnedBy, long? Created);

/// <summary>A list of models as it came.</summary>
/// <param name="HasError">Whether it tells of an error, by an object or a text.</param>
/// <param name="Models">The models; <see langword="null"/> where there is no list.</param>
internal sealed record ModelList(bool HasError, IReadOnlyList<ModelEntry>? Models);

/// <summary>Reads lists of models, tolerant of what servers really send.</summary>
internal static class ModelListReader
{
    /// <summary>The list in a text.</summary>
    /// <exception cref="JsonException">The text is no JSON, or no object.</exception>
    public static ModelList Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("It is no object.");
        var hasError = document.RootElement.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String;
        var hasData = document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array;
        return new ModelList(hasError, hasData ? [.. data.EnumerateArray().Where(model => model.ValueKind == JsonValueKind.Object).Select(Entry)] : null);
    }

    private static ModelEntry Entry(JsonElement model) => new(Text(model, "id") ?? "", Text(model, "owned_by"), Created(model));

    private static string? Text(JsonElement model, string name) => !model.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static long? Created(JsonElement model) =>
        long.TryParse(Text(model, "created"), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
