using System.Text;

namespace QwenCode.OAuth;

/// <summary>A lock that is held until it is disposed.</summary>
/// <param name="path">The lock's file.</param>
/// <param name="owner">The UUID that this holder wrote into it.</param>
internal sealed class CredentialLease(string path, string owner) : IDisposable
{
    /// <summary>Removes the lock, unless another process has taken it over meanwhile.</summary>
    public void Dispose()
    {
        try
        {
            if (Encoding.UTF8.GetString(PrivateFile.Read(path)).Trim() == owner)
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone, or goes stale.
        }
    }
}
