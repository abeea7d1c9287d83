using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Reads a choice of a completion, or the chunk of one.</summary>
internal static class ChoiceReader
{
    /// <summary>The choice.</summary>
    /// <param name="json">At its beginning; afterwards at its end.</param>
    public static Choice Read(ref Utf8JsonReader json)
    {
        var choice = new Choice();
        var hasDelta = false;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "delta"u8))
                hasDelta = ReadMessage(ref json, choice);
            else if (JsonMember.Is(ref json, "message"u8))
                ReadMessage(ref json, hasDelta ? new Choice() : choice);
            else if (JsonMember.Is(ref json, "finish_reason"u8))
                choice.FinishReason = LooseJson.String(ref json);
            else if (JsonMember.Is(ref json, "index"u8))
                choice.Index = LooseJson.Number(ref json);
            else if (JsonMember.Is(ref json, "error"u8))
                choice.HasError = LooseJson.SkipError(ref json);
            else
                JsonMember.Skip(ref json);
        }

        return choice;
    }

    private static bool ReadMessage(ref Utf8JsonReader json, Choice choice)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return false;
        }

        choice.HasMessage = true;
        string? content = null;
        string? reasoningContent = null;
        string? reasoning = null;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "content"u8))
                content = LooseJson.Content(ref json);
            else if (JsonMember.Is(ref json, "reasoning_content"u8))
                reasoningContent = LooseJson.Text(ref json);
            else if (JsonMember.Is(ref json, "reasoning"u8))
                reasoning = LooseJson.Text(ref json);
            else if (JsonMember.Is(ref json, "refusal"u8))
                choice.Refusal = LooseJson.Text(ref json);
            else if (JsonMember.Is(ref json, "tool_calls"u8))
                ReadCalls(ref json, choice);
            else if (JsonMember.Is(ref json, "function_call"u8))
                ReadCall(ref json, choice, isBare: true);
            else
                JsonMember.Skip(ref json);
        }

        choice.Text = string.IsNullOrEmpty(content) ? choice.Refusal ?? "" : content;
        choice.Reasoning = string.IsNullOrEmpty(reasoningContent) ? reasoning : reasoningContent;
        return true;
    }

    private static void ReadCalls(ref Utf8JsonReader json, Choice choice)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            ReadCall(ref json, choice, isBare: false);
    }

    // A bare one is a function without the call around it: OpenAI's older format.
    private static void ReadCall(ref Utf8JsonReader json, Choice choice, bool isBare)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        var call = new ToolCallChunk(null, null, null, "");
        if (isBare)
            ReadFunction(ref json, ref call);
        else
            ReadCall(ref json, ref call);
        (choice.ToolCalls ??= []).Add(call);
    }

    private static void ReadCall(ref Utf8JsonReader json, ref ToolCallChunk call)
    {
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "index"u8))
                call = call with { Index = LooseJson.Number(ref json) };
            else if (JsonMember.Is(ref json, "id"u8))
                call = call with { Id = LooseJson.String(ref json) };
            else if (JsonMember.Is(ref json, "function"u8) || JsonMember.Is(ref json, "custom"u8))
                ReadFunction(ref json, ref call);
            else
                JsonMember.Skip(ref json);
        }
    }

    private static void ReadFunction(ref Utf8JsonReader json, ref ToolCallChunk call)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "name"u8))
                call = call with { Name = LooseJson.String(ref json) };
            else if (JsonMember.Is(ref json, "arguments"u8) || JsonMember.Is(ref json, "input"u8))
                call = call with { Arguments = ReadArguments(ref json) };
            else
                JsonMember.Skip(ref json);
        }
    }

    // JSON in a string, or, from servers that parse what the model wrote, as it is.
    private static string ReadArguments(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
            return JsonText.Read(ref json);
        return json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? LooseJson.Json(ref json) : LooseJson.String(ref json) ?? "";
    }
}
