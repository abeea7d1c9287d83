using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>One <c>settings.json</c> of Qwen Code: JSON with comments and trailing commas.</summary>
internal sealed class SettingsFile
{
    /// <summary>The JSON that Qwen Code accepts.</summary>
    public static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly JsonElement _root;
    private readonly bool _isFlat;

    private SettingsFile(string path, FileOrigin origin, JsonElement root, QwenException? failure = null)
    {
        Path = path;
        Origin = origin;
        Failure = failure;
        _root = root;
        _isFlat = SettingsLayout.IsFlat(root);
    }

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>The file's origin.</summary>
    public FileOrigin Origin { get; }

    /// <summary>The reason why the file cannot be used (<c>SettingsFileInvalid</c>); <see langword="null"/> if it can.</summary>
    public QwenException? Failure { get; }

    /// <summary>Members of the flat layout, which the version that the file states ignores.</summary>
    public IEnumerable<string> IgnoredMembers => SettingsLayout.IgnoredMembers(_root);

    /// <summary>The file, or <see langword="null"/> if there is none.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="origin">Determines the file's origin.</param>
    /// <param name="probe">Accesses the file system.</param>
    /// <param name="onIgnored">Called with a warning if what is at the path is not a file.</param>
    public static SettingsFile? Load(string path, Func<FileFacts, FileOrigin> origin, FileProbe probe, Action<string> onIgnored)
    {
        var text = "";
        try
        {
            switch (probe.KindOf(path))
            {
                case PathKind.Nothing:
                    return null;
                case PathKind.Unreachable:
                    onIgnored($"{path} was ignored: it cannot be accessed.");
                    return null;
            }

            if (probe.Read(path) is not { } content)
                return null;
            text = EnvText.Decode(content.Bytes, out _);
            if (string.IsNullOrWhiteSpace(text))
                return null;
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SettingsFile(path, origin(content.Facts), document.RootElement.Clone())
                : Unusable(path, "it does not contain a JSON object");
        }
        catch (JsonException exception)
        {
            return Unusable(path, JsonPosition.Describe(text, exception));
        }
        catch (UnusableFileException exception) when (!exception.IsRegularFile)
        {
            onIgnored($"{path} was ignored: {exception.Message}.");
            return null;
        }
        catch (UnusableFileException exception)
        {
            return Unusable(path, $"it cannot be read; {exception.Message}");
        }
    }

    private static SettingsFile Unusable(string path, string reason) =>
        new(path, new FileOrigin(Author.User), default, QwenErrors.SettingsFileInvalid(path, reason));

    /// <summary>
    /// The member at a path such as <c>security.auth.apiKey</c>, or <see langword="null"/>. In a file of the flat layout it may have its name
    /// there.
    /// </summary>
    public JsonElement? Member(string key) => At(key) ?? (_isFlat && SettingsLayout.FlatName(key) is { } flat ? At(flat) : null);

    private JsonElement? At(string key)
    {
        var element = _root;
        foreach (var name in key.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || Find(element, name) is not { } found)
                return null;
            element = found;
        }

        return element;
    }

    /// <summary>A member of an object by its name; <see langword="null"/> if it has none.</summary>
    public static JsonElement? Find(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var found) ? found : null;
        }
        catch (InvalidOperationException)
        {
            // Another name in the object is not Unicode.
            return element.EnumerateObject().Where(member => IsNamed(member, name)).Select(member => (JsonElement?)member.Value).LastOrDefault();
        }
    }

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
