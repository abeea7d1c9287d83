namespace QwenCode.Files;

/// <summary>The mark of UTF-8 that some editors and servers write before a text.</summary>
internal static class ByteOrderMark
{
    /// <summary>Its bytes.</summary>
    public static ReadOnlySpan<byte> Utf8 => "\uFEFF"u8;

    /// <summary>Whether a text begins with it.</summary>
    public static bool Begins(ReadOnlySpan<byte> text) => text.StartsWith(Utf8);

    /// <summary>The text without it.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> text) => Begins(text.Span) ? text[Utf8.Length..] : text;

    /// <inheritdoc cref="Skip(ReadOnlyMemory{byte})"/>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => Begins(text) ? text[Utf8.Length..] : text;
}
