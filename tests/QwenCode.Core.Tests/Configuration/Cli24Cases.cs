namespace QwenCode.Core.Tests.Configuration;

/// <summary>The recorded runs of Qwen Code CLI 0.24.4 that say which key, endpoint and model it used.</summary>
internal static class Cli24Cases
{
    private static readonly string[] ExpressibleFlags = ["--model", "--openai-api-key", "--openai-base-url", "--auth-type"];

    // What happens after the request was sent, or with a flag that only the CLI has, is tested elsewhere or has no counterpart.
    private static readonly string[] OtherGroups = ["errors"];

    // Replayed with a server, by the tests of the sign-in.
    private const string NeedsRefresh = "oauth-external-expired";

    /// <summary>The cases by their ids.</summary>
    public static readonly IReadOnlyDictionary<string, CliCase> All = TestData.Read("cli24-cases.json").EnumerateArray()
        .Where(c => !OtherGroups.Contains(c.GetProperty("group").GetString()))
        .Select(c => new CliCase(c.GetProperty("id").GetString()!, c.GetProperty("title").GetString()!, c))
        .Where(c => !c.Id.StartsWith(NeedsRefresh, StringComparison.Ordinal))
        .Where(c => c.Flags.All(flag => ExpressibleFlags.Contains(flag.Name)))
        .ToDictionary(c => c.Id);

    /// <summary>What the CLI used; how it fails is its own.</summary>
    public static CliOutcome Observed(CliCase recorded)
    {
        var observed = recorded.Recorded.GetProperty("observed");
        return observed.GetProperty("url").GetString() is { } url
            ? new CliOutcome(observed.GetProperty("authorization").GetString()?["Bearer".Length..].Trim(), url, observed.GetProperty("model").GetString())
            : CliOutcome.Failed(Failure);
    }

    /// <summary>Stands for every error.</summary>
    public const string Failure = "any";
}
