namespace QwenCode.Showing;

/// <summary>What a row begins with: bars of quotes, the marker of an item, indentation.</summary>
/// <param name="Text">The text.</param>
/// <param name="Cells">Its columns.</param>
internal sealed record RowPrefix(string Text, int Cells)
{
    /// <summary>The bar of a quote.</summary>
    public const char Bar = '│';

    /// <summary>A row that is in no block.</summary>
    public static RowPrefix None { get; } = new("", 0);

    /// <summary>Writes it before text.</summary>
    public void Write(StyledOutput output) => Write(output, Text);

    /// <summary>Writes it on a row without text.</summary>
    public void WriteAlone(StyledOutput output) => Write(output, Text.AsSpan().TrimEnd(' '));

    private static void Write(StyledOutput output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var bar = text.IndexOf(Bar);
            if (bar != 0)
                output.Append(bar < 0 ? text : text[..bar], TextStyles.None);
            if (bar < 0)
                return;
            output.Append(text.Slice(bar, 1), TextStyles.Dim);
            text = text[(bar + 1)..];
        }
    }
}
