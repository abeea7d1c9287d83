using System.Text.Json;

namespace QwenCode.Configuration;

/// <summary>
/// The flat layout of the first versions of <c>settings.json</c>, without <c>$version</c> or with 1. Qwen Code rewrites such a file when it
/// starts; here its members are read as they are.
/// </summary>
internal static class SettingsLayout
{
    private const int FirstNested = 2;
    private const int LastWithWarning = 3;

    private static readonly Dictionary<string, string> FlatNames = new(StringComparer.Ordinal)
    {
        ["security.auth.selectedType"] = "selectedAuthType",
        ["security.auth.enforcedType"] = "enforcedAuthType",
        ["security.folderTrust.enabled"] = "folderTrust",
        ["model.name"] = "model",
        ["model.generationConfig"] = "contentGenerator",
        ["advanced.excludedEnvVars"] = "excludedProjectEnvVars",
    };

    /// <summary>Whether a file may have members of the flat layout.</summary>
    public static bool IsFlat(JsonElement root) => VersionOf(root) < FirstNested;

    /// <summary>The flat name of a member; <see langword="null"/> if the layout had no such member.</summary>
    public static string? FlatName(string key) => FlatNames.GetValueOrDefault(key);

    /// <summary>The flat members of a file whose version is one of those that ignore them.</summary>
    public static IEnumerable<string> IgnoredMembers(JsonElement root) => VersionOf(root) is >= FirstNested and <= LastWithWarning
        ? FlatNames.Values.Where(name => SettingsFile.Find(root, name) is { ValueKind: not JsonValueKind.Object })
        : [];

    // A version that is not a number belongs to none of the old layouts.
    private static double VersionOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || SettingsFile.Find(root, "$version") is not { } version)
            return 0;
        return version.ValueKind == JsonValueKind.Number && version.TryGetDouble(out var number) ? number : double.PositiveInfinity;
    }
}
