using QwenCode.Secrets;

namespace QwenCode.Configuration;

/// <summary>A value and its source. A value that is unavailable throws only when it is used.</summary>
/// <param name="value">The value, which may be a key.</param>
/// <param name="source">The source.</param>
internal sealed class SourcedValue(Secret value, ValueSource source)
{
    /// <summary>A value that was read as text.</summary>
    public SourcedValue(string value, ValueSource source)
        : this(new Secret(value), source)
    {
    }

    /// <summary>The value as the secret that it may be.</summary>
    /// <exception cref="QwenException">It is unavailable.</exception>
    public Secret Secret => Failure is null ? value : throw Failure;

    /// <summary>The value itself.</summary>
    /// <exception cref="QwenException">It is unavailable.</exception>
    public string Value => Secret.Reveal();

    /// <summary>The source.</summary>
    public ValueSource Source => source;

    /// <summary>The text with its references unresolved, a secret beside them masked; <see langword="null"/> for a value that refers to nothing.</summary>
    public string? Reference { get; init => field = value is null ? null : SecretMask.Text(value); }

    /// <summary>The reason why the value is unavailable; <see langword="null"/> if it is available.</summary>
    public QwenException? Failure { get; init; }

    /// <summary>The value as it may be shown: a value from a variable as its reference.</summary>
    public string Shown => Reference ?? Value;

    /// <summary>This value, if it is available.</summary>
    /// <exception cref="QwenException">It is unavailable.</exception>
    public SourcedValue EnsureUsable() => Failure is null ? this : throw Failure;
}
