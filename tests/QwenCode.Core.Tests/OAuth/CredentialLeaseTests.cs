using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class CredentialLeaseTests : IDisposable
{
    private readonly CredentialStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_lease_whose_lock_was_replaced_by_a_directory_is_not_held_and_leaves_it()
    {
        var path = _stage.File.LockPath;
        Directory.CreateDirectory(path);

        using (var lease = new CredentialLease(path, "owner"))
            lease.IsHeld.ShouldBeFalse();

        Directory.Exists(path).ShouldBeTrue();
    }
}
