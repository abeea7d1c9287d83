using QwenCode.Files;

namespace QwenCode.OAuth;

/// <summary>A lock that is held until it is disposed of.</summary>
/// <param name="path">The lock's file.</param>
/// <param name="owner">The UUID that this process wrote into it.</param>
internal sealed class CredentialLease(string path, string owner) : IDisposable
{
    /// <summary>Whether the lock is still there. Another program may have removed it, or taken it over as stale.</summary>
    public bool IsHeld
    {
        get
        {
            try
            {
                return LockSnapshot.Of(path)?.Owner == owner;
            }
            catch (UnusableFileException)
            {
                return false;
            }
        }
    }

    /// <summary>Removes the lock, unless another process has taken it over meanwhile.</summary>
    public void Dispose()
    {
        if (IsHeld)
            PrivateFile.TryDelete(path);
    }
}
