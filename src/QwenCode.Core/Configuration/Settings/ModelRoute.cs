using System.Text.Json;

namespace QwenCode.Configuration;

/// <summary>The protocol that a route is for.</summary>
internal enum RouteProtocol
{
    /// <summary>OpenAI's chat completions.</summary>
    ChatCompletions,

    /// <summary>OpenAI's responses, which this module does not send.</summary>
    Responses,

    /// <summary>Another vendor's protocol, which this module does not send.</summary>
    Other,
}

/// <summary>
/// An entry of <c>modelProviders</c> in a settings file: a model, the endpoint that offers it, and the variable that holds the key.
/// </summary>
/// <param name="Model">The model's id.</param>
/// <param name="Provider">The id under which <c>modelProviders</c> lists it, such as <c>openai</c>.</param>
/// <param name="Protocol">The protocol of its endpoint.</param>
internal sealed record ModelRoute(SourcedValue Model, string Provider, RouteProtocol Protocol)
{
    /// <summary>The location in the settings, such as <c>modelProviders.openai[0]</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The file.</summary>
    public required SettingsFile File { get; init; }

    /// <summary>The whole entry.</summary>
    public required JsonElement Entry { get; init; }

    /// <summary>The display name; <see langword="null"/> if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The description; <see langword="null"/> if it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The base URL; <see langword="null"/> if the entry has none.</summary>
    public SourcedValue? BaseUrl { get; init; }

    /// <summary>The name of the variable that holds the key; <see langword="null"/> if the entry has none.</summary>
    public SourcedValue? KeyVariable { get; init; }

    /// <summary>Whether the model chats, and does not only make images or speech.</summary>
    public bool IsForChat { get; init; } = true;

    /// <summary>The source of the entry.</summary>
    public ValueSource Source => SourceOf(Key);

    /// <summary>The source of a member of the entry.</summary>
    public ValueSource SourceOf(string key) => new(ValueSourceKind.Settings, key, File.Path) { Origin = File.Origin };

    /// <summary>The model, and the display name if that differs.</summary>
    public override string ToString() => Name is null || Name == Model.Shown ? Model.Shown : $"{Model.Shown} ({Name})";
}
