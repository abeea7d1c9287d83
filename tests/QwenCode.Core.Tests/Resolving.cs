using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Core.Tests;

/// <summary>The only caller of the resolvers.</summary>
internal static class Resolving
{
    public static EnvironmentInput Input(string directory, string home, IReadOnlyDictionary<string, string>? variables = null)
    {
        var set = variables ?? new Dictionary<string, string>();
        return new EnvironmentInput(directory, UserFolders.FromHome(home, Variable), Variable);

        string? Variable(string name) => set.GetValueOrDefault(name);
    }

    public static ResolvedEnvironment Environment(string directory, string home, IReadOnlyDictionary<string, string>? variables = null) =>
        EnvironmentResolver.Resolve(Input(directory, home, variables));

    public static IReadOnlyList<EnvFile> ReadAll(string directory, string home) => EnvironmentResolver.ReadAll(Input(directory, home));

    public static AuthContext Auth(ResolvedEnvironment environment, AuthChoice? parameters = null, AuthChoice? session = null) =>
        AuthResolver.Resolve(parameters ?? AuthChoice.None, session ?? AuthChoice.None, environment, new OAuthCredentialCache(TimeProvider.System), new RequestLogs(new ManualTimeProvider()));

    /// <summary>The key that a request would send.</summary>
    public static Secret? Key(this AuthContext context) => context.Endpoint is { CredentialSource.Length: > 0, Credential: var credential } ? credential.GetAsync(CancellationToken.None).AsTask().Result : null;
}
