using QwenCode.Showing;

namespace QwenCode;

/// <summary>A model that the settings of Qwen Code have a route for: its endpoint, and the variable that holds its key.</summary>
public sealed class ConfiguredModel
{
    internal const string Ready = "Ready";
    internal const string KeyMissing = "KeyMissing";
    internal const string NotSupported = "NotSupported";

    internal ConfiguredModel(string id, string source)
    {
        Id = id;
        Source = ForeignText.OneLine(source);
    }

    /// <summary>The model's id, to specify as <c>-Model</c>.</summary>
    public string Id { get; }

    /// <summary>The name that the settings give it; <see langword="null"/> if they give none.</summary>
    public string? Name { get; internal init; }

    /// <summary>The description in the settings; <see langword="null"/> if there is none.</summary>
    public string? Description { get; internal init; }

    /// <summary>The base URL of its endpoint, a secret in it masked; <see langword="null"/> if that is not a usable URL.</summary>
    public Uri? BaseUrl { get; internal init; }

    /// <summary>The provider, or <c>Custom</c> for a host that this module does not know. For a protocol that this module does not support, the name in the settings.</summary>
    public string? Provider { get; internal init; }

    /// <summary>The variable for its key; <see langword="null"/> if the settings name none.</summary>
    public string? KeyVariable { get; internal init; }

    /// <summary><c>Ready</c>, <c>KeyMissing</c>, <c>NotSupported</c> for a protocol that this module does not support, or the id of the error that a request would fail with.</summary>
    public string Status { get; internal init; } = Ready;

    /// <summary>What is missing, and what to do about it; <see langword="null"/> if the status is <c>Ready</c>.</summary>
    public string? StatusMessage { get; internal init; }

    /// <summary>Whether the next request uses it unless a command specifies another model.</summary>
    public bool IsInEffect { get; internal init; }

    /// <summary>The route's location in the settings.</summary>
    public string Source { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
