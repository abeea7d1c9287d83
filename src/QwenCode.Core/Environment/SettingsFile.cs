using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Environment;

/// <summary>One <c>settings.json</c> of Qwen Code: JSON with comments and trailing commas.</summary>
internal sealed class SettingsFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly JsonElement _root;

    private SettingsFile(string path, bool isWorkspace, JsonElement root)
    {
        Path = path;
        IsWorkspace = isWorkspace;
        _root = root;
    }

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>Whether it is the workspace's and not the user's.</summary>
    public bool IsWorkspace { get; }

    /// <summary>The file, or <see langword="null"/> where there is none.</summary>
    /// <exception cref="QwenException">It cannot be read, or is no JSON object (<c>SettingsFileInvalid</c>).</exception>
    public static SettingsFile? Load(string path, bool isWorkspace, FileProbe probe)
    {
        if (!probe.FileExists(path))
            return null;
        var text = "";
        try
        {
            if (probe.Read(path) is not { } bytes)
                return null;
            text = EnvText.Decode(bytes, out _);
            if (string.IsNullOrWhiteSpace(text))
                return null;
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SettingsFile(path, isWorkspace, document.RootElement.Clone())
                : throw QwenErrors.SettingsFileInvalid(path, "it does not hold a JSON object");
        }
        catch (JsonException exception)
        {
            throw QwenErrors.SettingsFileInvalid(path, JsonPlace.Describe(text, exception));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.SettingsFileInvalid(path, "it cannot be read");
        }
    }

    /// <summary>The member at a path such as <c>security.auth.apiKey</c>, or <see langword="null"/>.</summary>
    public JsonElement? Member(string key)
    {
        var element = _root;
        foreach (var name in key.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }
}
