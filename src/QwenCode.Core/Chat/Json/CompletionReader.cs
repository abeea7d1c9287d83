using System.Text.Json;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>
/// Reads completions and the chunks of streamed ones, tolerant of what servers really send. It reads token by token: a serializer's
/// description of these types alone costs a new process more than its first answer does, and each chunk of a stream twice the time.
/// </summary>
internal sealed class CompletionReader
{
    private string? _id;
    private string? _model;

    /// <summary>The completion in a text; <see langword="null"/> if that is <c>null</c>.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not an object.</exception>
    public Completion? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return ReadSound(utf8);
        }
        catch (InvalidOperationException)
        {
            // A text in it is not valid Unicode, which is rare enough to check only now.
            return ReadSound(JsonRepair.Repair(utf8));
        }
    }

    private Completion? ReadSound(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            throw new JsonException("It is not an object.");
        var completion = json.TokenType == JsonTokenType.Null ? null : ReadCompletion(ref json);

        // Throws if something follows.
        json.Read();
        return completion;
    }

    private Completion ReadCompletion(ref Utf8JsonReader json)
    {
        var completion = new Completion();
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "choices"u8))
                ReadChoices(ref json, completion);
            else if (JsonMember.Is(ref json, "id"u8))
                completion.Id = LooseJson.Repeated(ref json, ref _id);
            else if (JsonMember.Is(ref json, "model"u8))
                completion.Model = LooseJson.Repeated(ref json, ref _model);
            else if (JsonMember.Is(ref json, "created"u8))
                completion.Created = LooseJson.Number(ref json);
            else if (JsonMember.Is(ref json, "usage"u8))
                completion.Usage = UsageReader.Read(ref json);
            else if (JsonMember.Is(ref json, "error"u8))
                completion.HasError |= LooseJson.SkipError(ref json);
            else
                JsonMember.Skip(ref json);
        }

        return completion;
    }

    private static void ReadChoices(ref Utf8JsonReader json, Completion completion)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        completion.HasChoices = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
                Take(ChoiceReader.Read(ref json), completion);
            else
                json.Skip();
        }
    }

    private static void Take(Choice choice, Completion completion)
    {
        if (choice.Index is null or 0 && completion.First is not { HasMessage: true } && (completion.First is null || choice.HasMessage))
        {
            completion.First = choice;
            completion.HasError |= choice.HasError;
        }
        else if (choice.Index is > 0 || choice.HasMessage)
        {
            if (completion.Others.Count == 0)
                completion.Others = [];
            completion.Others.Add(choice);
        }
    }
}
