using QwenCode.Secrets;

namespace QwenCode.Environment;

/// <summary>A value and where it came from. A value that cannot be had throws when it is used, and stands in nobody's way before.</summary>
/// <param name="value">The value, which may be a key.</param>
/// <param name="source">Where it came from.</param>
internal sealed class SourcedValue(Secret value, ValueSource source)
{
    /// <summary>A value that was read as text.</summary>
    public SourcedValue(string value, ValueSource source)
        : this(new Secret(value), source)
    {
    }

    /// <summary>The value as the secret that it may be.</summary>
    /// <exception cref="QwenException">It cannot be had.</exception>
    public Secret Secret => Failure is null ? value : throw Failure;

    /// <summary>The value itself.</summary>
    /// <exception cref="QwenException">It cannot be had.</exception>
    public string Value => Secret.Reveal();

    /// <summary>Where it came from.</summary>
    public ValueSource Source => source;

    /// <summary>The text with its references instead of what they stand for; <see langword="null"/> for a value that refers to nothing.</summary>
    public string? Reference { get; init; }

    /// <summary>Why the value cannot be had; <see langword="null"/> if it can.</summary>
    public QwenException? Failure { get; init; }

    /// <summary>The value as it may be shown: what was borrowed is shown as its reference.</summary>
    public string Shown => Reference ?? Value;

    /// <summary>This value, which can be had.</summary>
    /// <exception cref="QwenException">It cannot.</exception>
    public SourcedValue EnsureUsable() => Failure is null ? this : throw Failure;
}
