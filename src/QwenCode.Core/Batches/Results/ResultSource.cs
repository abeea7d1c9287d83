using QwenCode.Secrets;

namespace QwenCode.Batches;

/// <summary>Where results come from, for answers and errors.</summary>
/// <param name="BaseUrl">The endpoint, or the file.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The requested model.</param>
/// <param name="BatchName">The name of the batch; <see langword="null"/> for a file of results.</param>
internal sealed record ResultSource(string BaseUrl, string Provider, string Model, string? BatchName)
{
    /// <summary>The credential, which is removed from every message, since some services echo it; <see langword="null"/> if none is known.</summary>
    public Secret? Credential { get; init; }

    /// <summary>The source of the credential, in words.</summary>
    public string CredentialSource { get; init; } = "";

    /// <summary>The endpoint.</summary>
    public override string ToString() => BaseUrl;
}
