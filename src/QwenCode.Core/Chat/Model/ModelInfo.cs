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

    /// <summary>The name to specify as <c>-Model</c>.</summary>
    public string Id { get; }

    /// <summary>The owner, as the service names it; <see langword="null"/> if it names none.</summary>
    public string? OwnedBy { get; }

    /// <summary>When it was created, in local time; <see langword="null"/> if the service does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>The provider that offers it.</summary>
    public string Provider { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
