using System.Text.Json;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>One recorded run of Qwen Code CLI 0.1.4: what it found and what it used.</summary>
internal sealed record CliCase(string Id, string Title, JsonElement Recorded)
{
    private static readonly string[] Groups = ["search", "home", "nomerge", "procenv", "model", "exclude", "file", "url", "flags", "settings", "oauth"];
    private static readonly string[] ExpressibleFlags = ["-m", "--model", "--openai-api-key", "--openai-base-url"];

    // Replayed with a server, by the tests of the sign-in.
    private const string NeedsRefresh = "oauth-expired";

    /// <summary>The cases that need no response of a sign-in server and no flag that only the CLI has.</summary>
    public static readonly IReadOnlyDictionary<string, CliCase> All = TestData.Read("cli-cases.json").EnumerateArray()
        .Where(c => Groups.Contains(c.GetProperty("group").GetString()))
        .Select(c => new CliCase(c.GetProperty("id").GetString()!, c.GetProperty("title").GetString()!, c))
        .Where(c => !c.Id.StartsWith(NeedsRefresh, StringComparison.Ordinal))
        .Where(c => c.Flags.All(f => ExpressibleFlags.Contains(f.Name)))
        .ToDictionary(c => c.Id);

    /// <summary>The command line's options with their values.</summary>
    public IReadOnlyList<(string Name, string Value)> Flags
    {
        get
        {
            var words = Recorded.GetProperty("args").EnumerateArray().SelectMany(a => a.GetString()!.Split('=', 2)).ToList();
            return [.. words.Chunk(2).Select(pair => (pair[0], pair.ElementAtOrDefault(1) ?? ""))];
        }
    }

    /// <summary>What the CLI did.</summary>
    public CliOutcome Observed
    {
        get
        {
            var observed = Recorded.GetProperty("observed");
            if (observed.GetProperty("exit").GetInt32() is var exit and not 0)
                return CliOutcome.Failed(exit == 52 ? "SettingsFileInvalid" : "NoAuthentication");
            return new CliOutcome(
                observed.GetProperty("authorization").GetString()?["Bearer".Length..].Trim(),
                observed.GetProperty("url").GetString(),
                observed.GetProperty("model").GetString(),
                IsDebug: observed.GetProperty("debug").GetBoolean());
        }
    }
}

/// <summary>What is used for a request, or the error.</summary>
internal sealed record CliOutcome(string? Key, string? Url, string? Model, string? ErrorId = null, bool IsDebug = false)
{
    public static CliOutcome Failed(string errorId) => new(null, null, null, errorId);
}
