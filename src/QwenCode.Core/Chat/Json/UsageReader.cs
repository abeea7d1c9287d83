using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Reads the token counts of an answer.</summary>
internal static class UsageReader
{
    /// <summary>The token counts; <see langword="null"/> if there are none.</summary>
    /// <param name="json">At the value; afterwards at its end.</param>
    public static TokenUsage? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        long? prompt = null;
        long? completion = null;
        long? total = null;
        long? cached = null;
        long? cachedBeside = null;
        long? reasoning = null;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "prompt_tokens"u8))
                prompt = Count(ref json);
            else if (JsonMember.Is(ref json, "completion_tokens"u8))
                completion = Count(ref json);
            else if (JsonMember.Is(ref json, "total_tokens"u8))
                total = Count(ref json);
            else if (JsonMember.Is(ref json, "prompt_tokens_details"u8))
                cached = Detail(ref json, "cached_tokens"u8);
            else if (JsonMember.Is(ref json, "cached_tokens"u8) || JsonMember.Is(ref json, "prompt_cache_hit_tokens"u8))
                cachedBeside = Count(ref json);
            else if (JsonMember.Is(ref json, "completion_tokens_details"u8))
                reasoning = Detail(ref json, "reasoning_tokens"u8);
            else
                JsonMember.Skip(ref json);
        }

        return new TokenUsage(prompt ?? 0, completion ?? 0, total, cached ?? cachedBeside, reasoning);
    }

    // A negative number is meaningless.
    private static long? Count(ref Utf8JsonReader json) => LooseJson.Number(ref json) is >= 0 and var count ? count : null;

    private static long? Detail(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        long? count = null;
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, name))
                count = Count(ref json);
            else
                JsonMember.Skip(ref json);
        }

        return count;
    }
}
