namespace QwenCode.Files;

/// <summary>A file that exists, or may exist, and cannot be read whole. The message is the reason, as the end of a sentence.</summary>
/// <param name="reason">The reason, such as <c>access is denied</c>; nothing of the file's content.</param>
/// <param name="innerException">The system's exception.</param>
internal sealed class UnusableFileException(string reason, Exception? innerException = null) : IOException(reason, innerException)
{
    /// <summary>Whether it is a regular file; otherwise it is something else, or cannot be inspected.</summary>
    public bool IsRegularFile { get; init; }

    /// <summary>Whether it is larger than the limit.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Whether the system denies reading it, or fails to: what it contains is unknown.</summary>
    public bool IsOfSystem { get; init; }

    /// <summary>The reason for the system's exception, for messages.</summary>
    public static UnusableFileException From(Exception exception) => exception as UnusableFileException
        ?? new(FileFailure.KnownReasonOf(exception) ?? "another program may have it open, or the disk failed", exception) { IsRegularFile = true, IsOfSystem = true };
}
