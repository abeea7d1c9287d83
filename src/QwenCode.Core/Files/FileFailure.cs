namespace QwenCode.Files;

/// <summary>Why the system does not write a file, for messages that name it. The runtime's sentences repeat the path.</summary>
internal static class FileFailure
{
    private const int WindowsError = unchecked((int)0x80070000);

    /// <summary>The reason, as the end of a sentence.</summary>
    public static string ReasonOf(Exception exception) => KnownReasonOf(exception) ?? exception switch
    {
        DirectoryNotFoundException or FileNotFoundException => "its folder does not exist, or is a file",

        // EEXIST on Linux and macOS, ERROR_ALREADY_EXISTS on Windows: folders that exist are no failure.
        { HResult: 17 or (WindowsError | 0xB7) } => "a file is in the place of its folder",
        _ when IsOfSystem(exception) => WithoutPath(exception.Message).TrimEnd('.'),
        _ => exception.Message.TrimEnd('.'),
    };

    /// <summary>The reason if it is the same for a file that is read; <see langword="null"/> if it is another one.</summary>
    public static string? KnownReasonOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access is denied",
        PathTooLongException => "its path is too long",

        // ENOSPC on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
        { HResult: 28 or (WindowsError | 0x70) or (WindowsError | 0x27) } => "there is not enough space on the disk",

        // Another program holds a lock: EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
        { HResult: 11 or 35 or (WindowsError | 0x20) or (WindowsError | 0x21) } => "another program has it open",
        _ => null,
    };

    // The runtime's own exceptions have other codes.
    private static bool IsOfSystem(Exception exception) => exception is IOException { HResult: > 0 and < 0x1000 } || (exception.HResult & ~0xFFFF) == WindowsError;

    private static string WithoutPath(string message) => message.IndexOf(" : '", StringComparison.Ordinal) is > 0 and var end ? message[..end] : message;
}
