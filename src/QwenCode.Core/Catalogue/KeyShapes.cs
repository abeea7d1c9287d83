using System.Buffers;

namespace QwenCode.Catalogue;

/// <summary>The formats of API keys and tokens: those of the <see cref="Providers"/>, and of services that this module never calls.</summary>
internal static class KeyShapes
{
    /// <summary>Services that this module never calls. Their keys can be in the same variables and files, and must not be sent by mistake.</summary>
    public static readonly IReadOnlyList<Provider> Foreign =
    [
        Row("Anthropic", "sk-ant-"),
        Row("Google", "AIza", "ya29.", "1//"),
        Row("Groq", "gsk_"),
        Row("Hugging Face", "hf_"),
        Row("Perplexity", "pplx-"),
        Row("Replicate", "r8_"),
        Row("NVIDIA", "nvapi-"),
        Row("Cerebras", "csk-"),
        Row("Fireworks", "fw_"),
        Row("Vercel", "vck_"),
        Row("Tavily", "tvly-"),
        Row("Jina", "jina_"),
        Row("LangSmith", "lsv2_"),
        Row("GitHub", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        Row("GitLab", "glpat-"),
        Row("Amazon Web Services", "AKIA", "ASIA"),
        Row("Slack", "xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxe.", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-"),
        Row("npm", "npm_"),
        Row("PyPI", "pypi-"),
        Row("RubyGems", "rubygems_"),
        Row("SendGrid", "SG."),
        Row("Stripe", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"),
        Row("DigitalOcean", "dop_v1_"),
        Row("Docker", "dckr_pat_"),
        Row("Shopify", "shpat_", "shpss_"),
        Row("Figma", "figd_"),
        Row("HashiCorp Vault", "hvs."),
        Row("Linear", "lin_api_"),
        Row("Notion", "ntn_"),
        Row("Grafana", "glsa_"),
        Row("Supabase", "sbp_"),
        Row("Tailscale", "tskey-"),
        Row("age", "AGE-SECRET-KEY-"),
        Row("Atlassian", "ATATT"),
        Row("Brevo", "xkeysib-"),
        Row("PostHog", "phc_"),
        Row("Postman", "PMAK-"),
        Row("Sentry", "sntrys_"),
        Row("PlanetScale", "pscale_"),
    ];

    // Several services begin their keys like this, so that it identifies none of them.
    private static readonly string[] Shared = ["sk-", "eyJ", "key-", "ops_", "dapi", "sq0", "EAAC"];

    // "OpenAI" in base64, which all its older keys have in their middle.
    private const string OpenAIMark = "T3BlbkFJ";

    private static readonly KeyPrefix[] Prefixes = Collect();
    private static readonly SearchValues<char> Initials = SearchValues.Create([.. Prefixes.Select(prefix => prefix.Text[0]).Distinct()]);

    /// <summary>The service whose keys look like this one; <see langword="null"/> if the format does not show it.</summary>
    public static Provider? OwnerOf(string key)
    {
        if (PrefixOf(key)?.Owner is { } owner)
            return owner;
        return key.Contains(OpenAIMark, StringComparison.Ordinal) && Providers.TryGet(Providers.OpenAI, out var openAI) ? openAI : null;
    }

    /// <summary>All providers whose keys look like this one.</summary>
    public static IEnumerable<Provider> OwnersOf(string key) => OwnerOf(key) is not { } owner ? []
        : Providers.All.Where(row => row == owner || row.KeyPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>Whether a text has the prefix of a key.</summary>
    public static bool HasPrefix(ReadOnlySpan<char> text) => PrefixOf(text) is not null;

    /// <summary>The length of the key prefix at the beginning of a text; 0 if there is none.</summary>
    public static int PrefixLength(ReadOnlySpan<char> text) => PrefixOf(text)?.Text.Length ?? 0;

    private static KeyPrefix? PrefixOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !Initials.Contains(text[0]))
            return null;
        foreach (var prefix in Prefixes)
        {
            if (text.StartsWith(prefix.Text, StringComparison.Ordinal))
                return prefix;
        }

        return null;
    }

    // A shared prefix comes last, since those of one service begin with it.
    private static KeyPrefix[] Collect()
    {
        var prefixes = new List<KeyPrefix>();
        foreach (var owner in Providers.All)
            Add(owner);
        foreach (var owner in Foreign)
            Add(owner);
        foreach (var text in Shared)
            prefixes.Add(new KeyPrefix(text, null));
        return [.. prefixes];

        void Add(Provider owner)
        {
            foreach (var text in owner.KeyPrefixes)
                prefixes.Add(new KeyPrefix(text, owner));
        }
    }

    private static Provider Row(string name, params string[] prefixes) => new(name, "", null, null, "", "") { IsForeign = true, KeyPrefixes = prefixes };

    private sealed record KeyPrefix(string Text, Provider? Owner);
}
