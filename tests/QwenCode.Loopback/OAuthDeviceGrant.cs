namespace QwenCode.Loopback;

internal enum Approval
{
    Pending,
    Approved,
    Denied,
}

/// <summary>A device code and what is known about it.</summary>
internal sealed class OAuthDeviceGrant
{
    public required string DeviceCode { get; init; }

    public required string UserCode { get; init; }

    public required string Challenge { get; init; }

    public required string Scope { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public Approval Approval { get; set; }

    public DateTimeOffset LastPoll { get; set; } = DateTimeOffset.MinValue;

    public bool Spent { get; set; }
}
