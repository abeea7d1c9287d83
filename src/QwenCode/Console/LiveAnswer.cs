using QwenCode.Http;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>Shows an answer as it arrives: its reasoning dimmed, its text as Markdown, and while nothing comes what the request is doing.</summary>
/// <param name="screen">The screen.</param>
/// <param name="showsReasoning">Whether the reasoning is shown.</param>
/// <param name="activity">What the request is doing.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveAnswer(ChatScreen screen, bool showsReasoning, RequestActivity activity, TimeProvider time)
{
    // Shorter pauses are usual within an answer.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly AnswerRenderer _text = new(screen.WrapWidth, screen.Style.IsStyled);
    private readonly AnswerRenderer _reasoning = new(screen.WrapWidth, isStyled: false);
    private long? _lastChunk;
    private bool _hasText;
    private bool _isReasoning;

    /// <summary>What the request is doing, if nothing has come for a while; otherwise <see langword="null"/>.</summary>
    public string? Status => _lastChunk is { } last && time.GetElapsedTime(last) < Pause
        ? null
        : StatusRow(screen, activity);

    /// <summary>What a request is doing.</summary>
    public static string StatusRow(ChatScreen screen, RequestActivity activity) =>
        screen.Style.Dim(CellWidth.Cut(ForeignText.OneLine($"{Capitalized(activity.State.Status)} (Esc cancels)"), screen.Size.Width - 1));

    /// <summary>Shows chunks.</summary>
    public void Show(IReadOnlyList<ChatDelta> deltas)
    {
        var reasoning = showsReasoning ? string.Concat(deltas.Select(delta => delta.Reasoning)) : "";
        var text = string.Concat(deltas.Select(delta => delta.Text));
        if (reasoning.Length > 0 || text.Length > 0)
            _lastChunk = time.GetTimestamp();
        (_text.Width, _reasoning.Width) = (screen.WrapWidth, screen.WrapWidth);
        if (reasoning.Length > 0 && !_hasText)
        {
            if (!_isReasoning && !screen.Style.IsStyled)
                screen.WriteLine("Reasoning:");
            _isReasoning = true;
            screen.Write(screen.Style.Dim(_reasoning.Next(reasoning)));
        }

        if (text.Length == 0)
            return;
        EndReasoning();
        _hasText = true;
        screen.Write(_text.Next(text));
    }

    /// <summary>Shows what was held back, and ends the last row. The text of a further message may follow.</summary>
    public void End()
    {
        EndReasoning();
        if (_hasText)
            screen.Write(_text.End());
        _hasText = false;
        screen.EndRow();
    }

    private void EndReasoning()
    {
        if (!_isReasoning)
            return;
        _isReasoning = false;
        screen.Write(screen.Style.Dim(_reasoning.End()));
        screen.EndRow();
        screen.WriteLine();
    }

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
