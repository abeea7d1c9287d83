using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Configuration;

/// <summary>The parts of a <c>settings.json</c> that decide where a choice is written, in the layouts of several versions of Qwen Code.</summary>
internal sealed class SettingsShape
{
    private const string OpenAI = "openai";
    private const int FirstWrapped = 5;

    private readonly JsonElement _root;
    private readonly JsonElement? _providers;
    private readonly string _file;

    /// <summary>The shape of a text.</summary>
    /// <param name="text">The file's text; blank for a new file.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="QwenException">The text is not valid JSON (<c>SettingsFileInvalid</c>).</exception>
    public SettingsShape(string text, string file)
    {
        _file = file;
        IsNew = string.IsNullOrWhiteSpace(text);
        try
        {
            using var document = JsonDocument.Parse(IsNew ? "{}" : text, SettingsFile.Options);
            _root = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw QwenErrors.SettingsFileInvalid(file, JsonPosition.Describe(text, exception));
        }

        _providers = Member(_root, "modelProviders");
    }

    /// <summary>Whether there was no text.</summary>
    public bool IsNew { get; }

    /// <summary>Whether method and model are members of the root, as before the second version of the layout.</summary>
    public bool IsFlat => Version is null or 1 && (HasFlatMethod || Member(_root, "model") is { ValueKind: JsonValueKind.String });

    /// <summary>Whether the method is a member of the root.</summary>
    public bool HasFlatMethod => Member(_root, "selectedAuthType") is not null;

    /// <summary>Whether the method is a member of <c>security.auth</c>.</summary>
    public bool HasNestedMethod => Member(_root, "security") is { } security && Member(security, "auth") is { } auth && Member(auth, "selectedType") is not null;

    /// <summary>Whether the section of the provider has its routes in a member of an object, as version 5 of the layout has them.</summary>
    public bool IsWrapped => Section is { } section ? section.ValueKind == JsonValueKind.Object
        : Version >= FirstWrapped || (_providers is { ValueKind: JsonValueKind.Object } all && all.EnumerateObject().Any(p => p.Value.ValueKind == JsonValueKind.Object));

    /// <summary>The path of the list of routes.</summary>
    public string[] Routes => IsWrapped ? ["modelProviders", OpenAI, "models"] : ["modelProviders", OpenAI];

    /// <summary>Whether the section of the provider is missing.</summary>
    public bool LacksSection => Section is null;

    private int? Version => Member(_root, "$version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var version) ? version : null;

    private JsonElement? Section => _providers is { } providers && Member(providers, OpenAI) is { ValueKind: not JsonValueKind.Null } section ? section : null;

    /// <summary>Rejects a layout in which Qwen Code would not find a route.</summary>
    /// <exception cref="QwenException">It is one (<c>SettingsFileInvalid</c>).</exception>
    public void EnsureTakesRoutes()
    {
        if (Section is { ValueKind: JsonValueKind.Object } section)
        {
            if (Version < FirstWrapped)
                throw Invalid($"modelProviders.{OpenAI} is an object, which Qwen Code ignores with $version {Version}");
            if (Text(section, "protocol") is { } protocol && protocol != OpenAI)
                throw Invalid($"modelProviders.{OpenAI}.protocol is not {OpenAI}");
        }

        if (Member(_root, "providerProtocol") is { } protocols && Text(protocols, OpenAI) is { } mapped && mapped != OpenAI)
            throw Invalid($"providerProtocol.{OpenAI} is not {OpenAI}");
    }

    /// <summary>The index of the first route of the same model and endpoint; -1 if there is none.</summary>
    public int IndexOf(SavedRoute route) => ListOf(Section).ToList().FindIndex(entry => Text(entry, "id") == route.Id && Text(entry, "baseUrl") is { } url && route.IsAt(url));

    /// <summary>A text member of the route at an index.</summary>
    public string? TextOf(int index, string member) => Text(ListOf(Section).ElementAt(index), member);

    /// <summary>Whether the file has a route of the same model to another endpoint.</summary>
    public bool HasRival(SavedRoute route) => _providers is { ValueKind: JsonValueKind.Object } all
        && all.EnumerateObject().SelectMany(provider => ListOf(provider.Value)).Any(entry => Text(entry, "id") == route.Id && !(Text(entry, "baseUrl") is { } url && route.IsAt(url)));

    private static JsonElement.ArrayEnumerator ListOf(JsonElement? section)
    {
        var list = section is { ValueKind: JsonValueKind.Object } wrapped ? Member(wrapped, "models") : section;
        return list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
    }

    private static JsonElement? Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object ? SettingsFile.Find(element, name) : null;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? SettingsValue.TextOf(text) : null;

    private QwenException Invalid(string reason) => QwenErrors.SettingsFileInvalid(_file, reason);
}
