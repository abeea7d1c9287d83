using QwenCode.Commands;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Conversion;

/// <summary>The input of one prompt. What cannot be sent is reported and left out; if nothing else is there, that failure ends the command.</summary>
/// <param name="command">Reports failures.</param>
/// <param name="builder">Puts the message together.</param>
internal sealed class GatheredInput(QwenCommand command, PromptBuilder builder)
{
    private (QwenException Failure, object? Item)? _rejected;

    /// <summary>Whether there is nothing to send, or nothing but blanks.</summary>
    public bool IsBlank => builder.IsBlank;

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item, for the error.</param>
    /// <param name="add">Adds it, or throws.</param>
    public void Add(object item, Action<PromptBuilder> add)
    {
        var failure = command.FailureOf(() => add(builder));
        if (failure is not null)
        {
            ReportRejected();
            _rejected = (failure, item);
        }

        if (!IsBlank)
            ReportRejected();
    }

    /// <summary>Whether there is something to send; if not, the failure is reported.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="isExpected">Whether there must be something.</param>
    public bool EnsureAny(string? prompt, bool isExpected)
    {
        if (!IsBlank || (!isExpected && _rejected is null))
            return true;
        var (failure, item) = _rejected ?? (QwenErrors.NoInput(), null);
        _rejected = null;
        command.Report(failure, new Subject(item, prompt) { IsAlone = true });
        return false;
    }

    /// <summary>Reports what could not be sent.</summary>
    public void ReportRejected()
    {
        if (_rejected is not var (failure, item))
            return;
        _rejected = null;
        command.Report(failure, new Subject(item, null));
    }

    /// <summary>Rejects more than one request can take.</summary>
    /// <exception cref="QwenException">It is more (<c>InvalidInput</c>).</exception>
    public void EnsureFits() => builder.EnsureFits();

    /// <summary>The message, once all input is there.</summary>
    public ChatMessage Build(string? prompt, IEnumerable<ChatImage> images)
    {
        builder.Add(images);
        return builder.Build(prompt);
    }
}
