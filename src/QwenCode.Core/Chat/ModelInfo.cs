namespace QwenCode;

/// <summary>A model that an endpoint offers.</summary>
public sealed class ModelInfo
{
    internal ModelInfo(string id, string? ownedBy, DateTimeOffset? createdAt, string provider)
    {
        Id = id;
        OwnedBy = ownedBy;
        CreatedAt = createdAt?.ToLocalTime();
        Provider = provider;
    }

    /// <summary>The name to give as <c>-Model</c>.</summary>
    public string Id { get; }

    /// <summary>Who owns it, in the service's words; <see langword="null"/> where it does not say.</summary>
    public string? OwnedBy { get; }

    /// <summary>When it was made, in local time; <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>The provider that offers it.</summary>
    public string Provider { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
