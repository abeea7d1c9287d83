using System.Text.Json;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Configuration;

/// <summary>
/// The routes in <c>modelProviders</c> of all settings files. Of each provider id the whole list comes from the first file that has one.
/// An entry that cannot be used does not hide the others.
/// </summary>
internal sealed class ModelRoutes
{
    private const string Section = "modelProviders";
    private const string OpenAI = "openai";
    private const string Responses = "openai-responses";

    private static readonly string[] OtherProtocols = ["anthropic", "gemini", "vertex-ai", "qwen-oauth"];
    private static readonly string[] NotForChat = ["imageOnly", "voiceOnly", "realtimeOnly"];

    /// <summary>No routes.</summary>
    public static readonly ModelRoutes None = new();

    private readonly List<ModelRoute> _all = [];
    private readonly WarningList _warnings = new();
    private readonly ReferenceTotal _total = new();

    private ModelRoutes()
    {
    }

    /// <summary>All routes, in the order of the files, those for other protocols too.</summary>
    public IReadOnlyList<ModelRoute> All => _all;

    /// <summary>Warnings about entries that cannot be used, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings.All;

    /// <summary>Reads the routes.</summary>
    /// <param name="settings">The settings files.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in texts.</param>
    public static ModelRoutes Read(Settings settings, Func<string, SourcedValue?> variable)
    {
        if (settings.Files.Count == 0)
            return None;
        var sections = settings.Files.Select(file => (File: file, Section: file.Member(Section))).Where(s => s.Section is { ValueKind: JsonValueKind.Object }).ToList();
        if (sections.Count == 0)
            return None;
        var routes = new ModelRoutes();

        // The order is that of a merge which begins with the lowest file.
        var lists = new OrderedLists();
        foreach (var (file, section) in sections.AsEnumerable().Reverse())
        {
            foreach (var member in section!.Value.EnumerateObject())
                lists.Set(member, file);
        }

        var protocols = Protocols(settings);
        foreach (var (id, list, file) in lists.All)
            routes.ReadList(list, id, file, ProtocolOf(protocols, id), variable);
        return routes;
    }

    private void ReadList(JsonElement list, string id, SettingsFile file, string? protocol, Func<string, SourcedValue?> variable)
    {
        if (SecretShape.IsKey(id))
        {
            _warnings.Add($"A list in {Section} in {file.Path} is ignored: a key is in place of its provider's ID.");
            return;
        }

        var name = ForeignText.Name(id);
        var key = $"{Section}.{name}";
        if (list.ValueKind == JsonValueKind.Object)
        {
            // Newer versions wrap the list; an older one passes over it in silence.
            protocol = SettingsFile.Find(list, "protocol") is { ValueKind: JsonValueKind.String } named ? SettingsValue.TextOf(named) : protocol;
            if (SettingsFile.Find(list, "models") is not { } models)
            {
                _warnings.Add($"{key} in {file.Path} is an object without a list of models, and was ignored.");
                return;
            }

            key += ".models";
            list = models;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            _warnings.Add($"{key} in {file.Path} is not a list of models and was ignored.");
            return;
        }

        if (protocol is null || !(protocol is OpenAI or Responses || OtherProtocols.Contains(protocol)))
        {
            _warnings.Add($"{Section}.{name} in {file.Path} is ignored: {(protocol is null ? $"providerProtocol does not say its protocol; add \"providerProtocol\": {{ \"{name}\": \"openai\" }}" : "providerProtocol names a protocol that is not known")}.");
            return;
        }

        var index = 0;
        foreach (var entry in list.EnumerateArray())
            ReadEntry(entry, $"{key}[{index++}]", id, file, protocol, variable);
    }

    private void ReadEntry(JsonElement entry, string key, string id, SettingsFile file, string protocol, Func<string, SourcedValue?> variable)
    {
        var model = Text("id");
        var wire = Text("wireApi");
        var error = entry.ValueKind != JsonValueKind.Object ? "it is not an object"
            : model is null ? "it has no id"
            : (model.Failure ?? wire?.Failure)?.Message
            ?? (SecretShape.IsKey(model!.Value) ? "a key is in place of its id" : null)
            ?? (wire?.Value is null or "chat-completions" or "responses" ? null : "its wireApi is neither chat-completions nor responses");
        if (error is not null)
        {
            _warnings.Add($"{key} in {file.Path} is ignored: {error.TrimEnd('.')}.");
            return;
        }

        _all.Add(new ModelRoute(model!, id, protocol == Responses || (protocol == OpenAI && wire?.Value == "responses") ? RouteProtocol.Responses : protocol == OpenAI ? RouteProtocol.ChatCompletions : RouteProtocol.Other)
        {
            Key = key,
            File = file,
            Entry = entry,
            Name = Text("name") is { Failure: null } name ? SecretMask.Value(name.Shown) : null,
            Description = Text("description") is { Failure: null } description ? SecretMask.Value(description.Shown) : null,
            BaseUrl = Text("baseUrl"),
            KeyVariable = Text("envKey"),
            IsForChat = !NotForChat.Any(member => SettingsFile.Find(entry, member) is { ValueKind: JsonValueKind.True }),
        });

        SourcedValue? Text(string member) => entry.ValueKind == JsonValueKind.Object && SettingsFile.Find(entry, member) is { } element
            ? SettingsValue.Read(element, file, $"{key}.{member}", variable, _total)
            : null;
    }

    private static Dictionary<string, string> Protocols(Settings settings)
    {
        var protocols = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var map in settings.Files.Reverse().Select(file => file.Member("providerProtocol")).Where(map => map is { ValueKind: JsonValueKind.Object }))
        {
            foreach (var member in map!.Value.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                if (SettingsValue.NameOf(member) is { } id)
                    protocols[id] = SettingsValue.TextOf(member.Value) ?? "";
            }
        }

        return protocols;
    }

    private static string? ProtocolOf(Dictionary<string, string> protocols, string id) => protocols.TryGetValue(id, out var named) ? named
        : id is OpenAI or Responses || OtherProtocols.Contains(id) ? id
        : null;

    /// <summary>The lists by their ids, each id in the position in which it was set first and with what was set last.</summary>
    private sealed class OrderedLists
    {
        private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
        private readonly List<(string Id, JsonElement List, SettingsFile File)> _all = [];

        public IReadOnlyList<(string Id, JsonElement List, SettingsFile File)> All => _all;

        public void Set(JsonProperty member, SettingsFile file)
        {
            if (SettingsValue.NameOf(member) is not { } id)
                return;
            if (_positions.TryAdd(id, _all.Count))
                _all.Add((id, member.Value, file));
            else
                _all[_positions[id]] = (id, member.Value, file);
        }
    }
}
