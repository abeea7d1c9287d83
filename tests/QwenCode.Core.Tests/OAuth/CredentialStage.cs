using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The folder of a credential file, credentials for it, and a clock.</summary>
internal sealed class CredentialStage : IDisposable
{
    private const string FolderName = "qwen";

    public CredentialStage()
    {
        Root.Folder(FolderName);
        File = new CredentialFile(At(CredentialFile.Name), Time);
    }

    /// <summary>The folder above that of the file, for what links lead to.</summary>
    public TemporaryFolder Root { get; } = new();

    public OAuthTestTime Time { get; } = new();

    public CredentialFile File { get; }

    public CredentialStorage Storage => File.Storage;

    public string Folder => Root.At(FolderName);

    /// <summary>The paths of the files in the folder.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(Folder);

    public static OAuthCredentials Login(string accessToken = "at-1", string refreshToken = "rt-1") => new()
    {
        AccessToken = new Secret(accessToken),
        RefreshToken = new Secret(refreshToken),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1764876220290),
    };

    /// <summary>The path of a file in the folder.</summary>
    public string At(string name) => Root.At($"{FolderName}/{name}");

    /// <summary>Writes a credential as another program does, to the credential file or another path.</summary>
    public void Put(OAuthCredentials login, string? path = null) => System.IO.File.WriteAllBytes(path ?? File.Path, CredentialJson.Write(login));

    /// <summary>Makes the credential file a link to another file with a credential.</summary>
    /// <returns>The path of that file.</returns>
    public string LinkTo(string target, OAuthCredentials login)
    {
        var file = Root.Write(target, CredentialJson.Write(login));
        Link(file);
        return file;
    }

    /// <summary>Makes the credential file a link.</summary>
    public void Link(string target) => Root.Link(File.Path, target);

    /// <summary>Puts a file in place of the folder.</summary>
    public void BlockFolder()
    {
        Directory.Delete(Folder);
        Root.Write(FolderName, "a file where the folder should be");
    }

    public void Dispose() => Root.Dispose();
}
