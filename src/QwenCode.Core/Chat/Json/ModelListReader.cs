using System.Text.Json;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>One model of a list.</summary>
/// <param name="Id">Its name; never empty.</param>
/// <param name="OwnedBy">The owner.</param>
/// <param name="Created">When it was created, in Unix time.</param>
internal sealed record ModelEntry(string Id, string? OwnedBy, long? Created);

/// <summary>A list of models as the service sent it.</summary>
/// <param name="HasError">Whether it reports an error, by an object or a text.</param>
/// <param name="Models">The models that have a usable name; <see langword="null"/> if there is no list.</param>
internal sealed record ModelList(bool HasError, IReadOnlyList<ModelEntry>? Models);

/// <summary>Reads lists of models, tolerant of what servers really send.</summary>
internal static class ModelListReader
{
    /// <summary>The list in a text.</summary>
    /// <exception cref="JsonException">The text is not JSON, or neither an object nor a list.</exception>
    public static ModelList Read(ReadOnlyMemory<byte> utf8)
    {
        var json = new Utf8JsonReader(JsonRepair.Repair(utf8).Span);
        json.Read();
        var list = json.TokenType switch
        {
            JsonTokenType.StartObject => ReadList(ref json),
            JsonTokenType.StartArray => ReadBare(ref json),
            _ => throw new JsonException("It is neither an object nor a list."),
        };

        // Throws if something follows.
        json.Read();
        return list;
    }

    private static ModelList ReadList(ref Utf8JsonReader json)
    {
        var hasError = false;
        List<ModelEntry>? models = null;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "data"u8))
                models = ReadModels(ref json);
            else if (JsonMember.Is(ref json, "error"u8))
                hasError = LooseJson.SkipError(ref json);
            else
                JsonMember.Skip(ref json);
        }

        return new ModelList(hasError, models);
    }

    // As Together sends it. A list without a model may be that of an error.
    private static ModelList ReadBare(ref Utf8JsonReader json) => new(false, ReadModels(ref json) is { Count: > 0 } models ? models : null);

    private static List<ModelEntry>? ReadModels(ref Utf8JsonReader json)
    {
        // Some servers list nothing so.
        if (json.TokenType == JsonTokenType.Null)
            return [];
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return null;
        }

        var models = new List<ModelEntry>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
                json.Skip();
            else if (ReadModel(ref json) is { } model)
                models.Add(model);
        }

        return models;
    }

    private static ModelEntry? ReadModel(ref Utf8JsonReader json)
    {
        string? id = null;
        string? ownedBy = null;
        long? created = null;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "id"u8))
                id = LooseJson.String(ref json);
            else if (JsonMember.Is(ref json, "owned_by"u8))
                ownedBy = LooseJson.String(ref json);
            else if (JsonMember.Is(ref json, "created"u8))
                created = LooseJson.Number(ref json);
            else
                JsonMember.Skip(ref json);
        }

        if (id is not { Length: > 0 and <= ReceiveLimits.Name })
            return null;
        return new ModelEntry(id, ownedBy is { Length: <= ReceiveLimits.Name } ? ownedBy : null, created);
    }
}
