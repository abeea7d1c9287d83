using QwenCode.Catalogue;

namespace QwenCode.Configuration;

/// <summary>The variables that this module reads, and common misspellings.</summary>
internal static class KnownVariables
{
    private const int FarthestMisspelling = 3;

    // A name as short as XAI_API_KEY is too close to those of other services.
    private const int ShortestMisspelled = 10;

    private static readonly string[] Names =
    [
        .. Providers.KeyVariables, "OPENAI_BASE_URL", "OPENAI_MODEL", "AZURE_OPENAI_ENDPOINT", "QWEN_MODEL", "QWEN_OAUTH", "QWEN_HOME",
        "QWEN_STRICT_ENV", "QWEN_OAUTH_BASE_URL", "QWEN_OAUTH_CLIENT_ID",
    ];

    private static readonly (string Name, string Plain)[] PlainNames = [.. Names.Select(name => (name, Simplify(name)))];

    // Names of other programs, and guesses; by their spelling alone another variable would be suggested.
    private static readonly Dictionary<string, string> Guesses = new(StringComparer.Ordinal)
    {
        ["OPENAIAPIBASE"] = "OPENAI_BASE_URL",
        ["OPENAIBASE"] = "OPENAI_BASE_URL",
        ["OPENAIURL"] = "OPENAI_BASE_URL",
        ["OPENAIAPIURL"] = "OPENAI_BASE_URL",
        ["OPENAIENDPOINT"] = "OPENAI_BASE_URL",
        ["QWENBASEURL"] = "OPENAI_BASE_URL",
        ["OPENAIKEY"] = "OPENAI_API_KEY",
        ["OPENAITOKEN"] = "OPENAI_API_KEY",
        ["QWENAPIKEY"] = "OPENAI_API_KEY",
        ["QWENKEY"] = "OPENAI_API_KEY",
        ["OPENAIMODELNAME"] = "OPENAI_MODEL",
        ["DASHSCOPEKEY"] = "DASHSCOPE_API_KEY",
        ["GROKAPIKEY"] = "XAI_API_KEY",
        ["KIMIAPIKEY"] = "MOONSHOT_API_KEY",
    };

    // Other programs read these, and each differs from one of ours in a few letters only.
    private static readonly string[] OfOthers = ["OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT", "OPENAI_PROJECT_ID", "OPENAI_LOG", "QWEN_DEBUG"];

    /// <summary>Whether the module reads a variable of this name.</summary>
    public static bool Contains(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The variable that <paramref name="name"/> looks like a misspelling of; <see langword="null"/> if it is one itself or resembles none.</summary>
    public static string? Meant(string name)
    {
        if (name.Length > 40 || Contains(name) || OfOthers.Contains(name, StringComparer.Ordinal))
            return null;
        var plain = Simplify(name);
        if (Guesses.TryGetValue(plain, out var guess))
            return guess;
        return Nearest(plain, IsOurs(plain) ? FarthestMisspelling : 1);
    }

    // Called for every variable of a file: a name whose length differs by more letters than may differ is not a candidate.
    private static string? Nearest(string plain, int farthest)
    {
        string? nearest = null;
        foreach (var (name, known) in PlainNames)
        {
            if ((known.Length < ShortestMisspelled && !IsOurs(known)) || Math.Abs(known.Length - plain.Length) > farthest || EditDistance.Between(known, plain, farthest) is var distance && distance > farthest)
                continue;
            (nearest, farthest) = (name, distance - 1);
        }

        return nearest;
    }

    private static bool IsOurs(string plain) => plain.StartsWith("OPENA", StringComparison.Ordinal) || plain.StartsWith("QWEN", StringComparison.Ordinal);

    private static string Simplify(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
