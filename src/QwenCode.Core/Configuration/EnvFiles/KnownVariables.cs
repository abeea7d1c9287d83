using QwenCode.Catalogue;

namespace QwenCode.Configuration;

/// <summary>The variables that this module reads, and common misspellings.</summary>
internal static class KnownVariables
{
    /// <summary>The base URL of any endpoint.</summary>
    public const string BaseUrl = "OPENAI_BASE_URL";

    /// <summary>The endpoint of Azure OpenAI.</summary>
    public const string AzureEndpoint = "AZURE_OPENAI_ENDPOINT";

    /// <summary>The model.</summary>
    public const string Model = "OPENAI_MODEL";

    /// <summary>The model, if <see cref="Model"/> is not set.</summary>
    public const string QwenModel = "QWEN_MODEL";

    /// <summary>Selects Qwen OAuth.</summary>
    public const string QwenOAuth = "QWEN_OAUTH";

    private const int FarthestMisspelling = 3;

    // A name as short as XAI_API_KEY is too close to those of other services.
    private const int ShortestMisspelled = 10;

    private static readonly string[] Trusted = [UserFolders.QwenHomeVariable, ResolvedEnvironment.StrictVariable, "QWEN_OAUTH_BASE_URL", "QWEN_OAUTH_CLIENT_ID"];
    private static readonly string[] Names = [.. Providers.KeyVariables, BaseUrl, Model, AzureEndpoint, QwenModel, QwenOAuth, .. Trusted];

    private static readonly (string Name, string Plain)[] PlainNames = [.. Names.Select(name => (name, Simplify(name)))];

    // Names of other programs, and guesses; by their spelling alone another variable would be suggested.
    private static readonly Dictionary<string, string> Guesses = new(StringComparer.Ordinal)
    {
        ["OPENAIAPIBASE"] = BaseUrl,
        ["OPENAIBASE"] = BaseUrl,
        ["OPENAIURL"] = BaseUrl,
        ["OPENAIAPIURL"] = BaseUrl,
        ["OPENAIENDPOINT"] = BaseUrl,
        ["QWENBASEURL"] = BaseUrl,
        ["OPENAIKEY"] = Providers.OpenAIKeyVariable,
        ["OPENAITOKEN"] = Providers.OpenAIKeyVariable,
        ["QWENAPIKEY"] = Providers.OpenAIKeyVariable,
        ["QWENKEY"] = Providers.OpenAIKeyVariable,
        ["OPENAIMODELNAME"] = Model,
        ["DASHSCOPEKEY"] = "DASHSCOPE_API_KEY",
        ["GROKAPIKEY"] = "XAI_API_KEY",
        ["KIMIAPIKEY"] = "MOONSHOT_API_KEY",
    };

    // Other programs read these, and each differs from one of ours in a few letters only.
    private static readonly string[] OfOthers = ["OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT", "OPENAI_PROJECT_ID", "OPENAI_LOG", "QWEN_DEBUG"];

    /// <summary>Whether a variable of this name decides trust, so that no project's file sets it.</summary>
    public static bool DecidesTrust(string name) => Trusted.Contains(name, StringComparer.Ordinal);

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
