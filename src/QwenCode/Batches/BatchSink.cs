using QwenCode.Chat;

namespace QwenCode.Batches;

/// <summary>Where the requests of a batch go.</summary>
internal abstract class BatchSink : IDisposable
{
    /// <summary>What is started or written, for a person.</summary>
    public abstract string Description { get; }

    /// <summary>Begins. Nothing is written earlier.</summary>
    /// <exception cref="QwenException">It cannot begin.</exception>
    public abstract void Open();

    /// <summary>Adds a request.</summary>
    /// <exception cref="QwenException">It is too large (<c>InvalidInput</c>), or cannot be written.</exception>
    public abstract void Add(ChatRequest request, ReadOnlyMemory<byte> input);

    /// <summary>The error of a request that is larger than the module sends.</summary>
    /// <param name="limit">The limit, in words.</param>
    public abstract QwenException TooLarge(string limit);

    /// <summary>Ends the input, and returns what has been made.</summary>
    /// <exception cref="QwenException">A request failed, or a file cannot be written.</exception>
    public abstract object Finish();

    /// <inheritdoc/>
    public abstract void Dispose();
}
