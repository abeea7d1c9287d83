using System.Text;

namespace QwenCode.Chat;

/// <summary>Joins characters that a service splits between two chunks: a lone surrogate waits for its other half. Half a pair that stays alone becomes U+FFFD.</summary>
internal sealed class CharacterJoiner
{
    private const char Replacement = '\uFFFD';

    private char? _high;

    /// <summary>What waits for its other half, as it reads without it.</summary>
    public string Rest => _high is null ? "" : $"{Replacement}";

    /// <summary>The text of the next chunk.</summary>
    public string Next(string chunk)
    {
        if (chunk.Length == 0 || (_high is null && !HasSurrogates(chunk)))
            return chunk;
        var text = _high is { } high ? high + chunk : chunk;
        _high = char.IsHighSurrogate(text[^1]) ? text[^1] : null;
        return Sound(_high is null ? text : text[..^1]);
    }

    /// <summary>What is left at the end.</summary>
    public string End()
    {
        var rest = Rest;
        _high = null;
        return rest;
    }

    /// <summary>A whole text with U+FFFD for each half of a surrogate pair.</summary>
    public static string Sound(string text)
    {
        if (!HasSurrogates(text))
            return text;
        StringBuilder? sound = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else
                (sound ??= new StringBuilder(text))[i] = Replacement;
        }

        return sound?.ToString() ?? text;
    }

    private static bool HasSurrogates(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
}
