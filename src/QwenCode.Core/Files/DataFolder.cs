namespace QwenCode.Files;

/// <summary>The folder of what the module keeps for the current user: the cache of sign-ins, conversations, batches and the history of prompts.</summary>
internal static class DataFolder
{
    /// <summary>
    /// <c>QwenCode</c> in the user's folder of local application data; <see langword="null"/> if the system has no such folder, as for an
    /// account without a home directory.
    /// </summary>
    public static string? Path =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is var data && System.IO.Path.IsPathFullyQualified(data)
            ? System.IO.Path.Join(data, "QwenCode")
            : null;
}
