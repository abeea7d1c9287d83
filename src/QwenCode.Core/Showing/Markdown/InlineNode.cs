using System.Text;

namespace QwenCode.Showing;

/// <summary>A part of a line that is held back: text, or a run of marks that may open or close a style.</summary>
/// <param name="mark">The mark; U+0000 for text.</param>
/// <param name="position">The position in the line.</param>
internal sealed class InlineNode(char mark, int position)
{
    private List<TextStyles>? _closes;
    private List<TextStyles>? _opens;

    /// <summary>The mark; U+0000 for text.</summary>
    public char Mark { get; } = mark;

    /// <summary>The position in the line.</summary>
    public int Position { get; } = position;

    /// <summary>The text, or the marks without a meaning so far.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>The style of the text itself.</summary>
    public TextStyles Style { get; init; }

    /// <summary>The styles that end before the text.</summary>
    public IReadOnlyList<TextStyles> Closes => _closes ?? [];

    /// <summary>The styles that begin after the text.</summary>
    public IReadOnlyList<TextStyles> Opens => _opens ?? [];

    /// <summary>Whether it is the beginning of a link or an image.</summary>
    public bool IsBracket => Mark is '[' or '!';

    /// <summary>The number of marks of the run.</summary>
    public int Length { get; init; }

    /// <summary>Whether the run could also close.</summary>
    public bool CanClose { get; init; }

    /// <summary>Begins a style after the text.</summary>
    public void Open(TextStyles style) => (_opens ??= []).Add(style);

    /// <summary>Ends a style before the text.</summary>
    public void Close(TextStyles style) => (_closes ??= []).Add(style);
}
