using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class CredentialLeaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lease_whose_lock_was_replaced_by_a_directory_is_not_held_and_leaves_it()
    {
        var path = _folder.Folder("oauth_creds.lock");

        using (var lease = new CredentialLease(path, "owner"))
            lease.IsHeld.ShouldBeFalse();

        Directory.Exists(path).ShouldBeTrue();
    }
}
