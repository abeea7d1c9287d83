namespace QwenCode.Http;

/// <summary>A file that is sent as <c>multipart/form-data</c>. It is read again for each attempt, and never held in memory.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">Its name at the service.</param>
/// <param name="Purpose">What the service takes it for.</param>
internal sealed record FileUpload(string Path, string Name, string Purpose)
{
    /// <summary>Only the type: the path can contain a name that nobody else should see.</summary>
    public override string ToString() => nameof(FileUpload);
}
