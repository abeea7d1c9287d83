using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.Session;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes the names of the models that the settings have routes for, then of those that the endpoint offers, which are kept for five minutes.</summary>
internal sealed class ModelCompleter : Completer
{
    private static readonly string[] EndpointParameters = ["AuthContext", "Provider", "BaseUrl"];
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<(Uri Url, string Account), (long AskedAt, IReadOnlyList<ModelInfo> Models)> Known = new();

    /// <summary>The models whose names contain what was typed, or fit its wildcards; those that begin with it first.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="parameters">The other parameters, of which method, provider, base URL and context are used.</param>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var (session, directory) = (QwenSession.Current, CurrentDirectory());
        var pattern = new WildcardPattern($"*{typed}*", WildcardOptions.IgnoreCase);
        var found = Fitting(InTime(_ => Routes(parameters, session, directory)), model => model.Id, Tooltip).ToList();
        try
        {
            found.AddRange(Fitting(InTime(token => Models(Context(parameters, session, directory), token)), model => model.Id, Tooltip));
        }
        catch (Exception exception) when (found.Count > 0 && exception is TimeoutException or AggregateException)
        {
            // The endpoint does not answer; the routes are known without it.
        }

        return found.DistinctBy(result => result.CompletionText);

        IEnumerable<CompletionResult> Fitting<T>(IEnumerable<T> models, Func<T, string> idOf, Func<T, string> tooltip) =>
            from model in models
            where pattern.IsMatch(idOf(model))
            orderby idOf(model).StartsWith(typed, StringComparison.OrdinalIgnoreCase) descending
            select Value(idOf(model), tooltip(model));
    }

    // Routes do not apply if an endpoint is specified.
    private static IEnumerable<ConfiguredModel> Routes(IDictionary parameters, QwenSession session, string directory)
    {
        if (EndpointParameters.Any(name => parameters[name] is not null))
            return [];
        var environment = session.Environment(directory);
        return environment.Routes.All.Count == 0 ? [] : ConfiguredModels.Of(environment, session.Resolve(AuthChoice.None, session.Choice, directory)).Where(model => model.Status != ConfiguredModel.NotSupported);
    }

    private static string Tooltip(ConfiguredModel model) =>
        $"{model.Name ?? model.Id}{(model.Description is null ? "" : $": {model.Description}")}, at {model.BaseUrl?.Host ?? "an unknown host"}{(model.Status == ConfiguredModel.Ready ? "" : $", {model.Status}")}, by {model.Source}";

    private static string Tooltip(ModelInfo model)
    {
        var owner = model.OwnedBy is null ? "" : $" by {model.OwnedBy}";
        var since = model.CreatedAt is { } createdAt ? $", of {createdAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return $"{model.Id}{owner}{since}, at {model.Provider}";
    }

    private static IReadOnlyList<ModelInfo> Models(AuthContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.EnsureUsable();
        if (endpoint.IsDoubtful)
            return [];

        // A service may offer other models to another account.
        var asked = (endpoint.Url, (endpoint.Credential as ApiKeyCredential)?.Key.Reveal() ?? endpoint.CredentialSource);
        if (Known.TryGetValue(asked, out var known) && TimeProvider.System.GetElapsedTime(known.AskedAt) < Freshness)
            return known.Models;
        var models = ConnectorLoader.ChatService.ListModelsAsync(context, new CallOptions { MaximumRetryCount = 0 }, cancellationToken).GetAwaiter().GetResult();
        Known[asked] = (TimeProvider.System.GetTimestamp(), models);
        return models;
    }

    private static AuthContext Context(IDictionary parameters, QwenSession session, string directory)
    {
        if (parameters["AuthContext"] is { } given)
            return (AuthContext)PSObject.AsPSObject(given).BaseObject;
        var choice = new AuthChoice
        {
            Method = Enum.TryParse<AuthMethod>($"{parameters["Method"]}", ignoreCase: true, out var method) ? method : null,
            Provider = parameters["Provider"] as string,
            BaseUrl = parameters["BaseUrl"] as string,
        };
        return session.Resolve(choice, session.Choice, directory);
    }
}
