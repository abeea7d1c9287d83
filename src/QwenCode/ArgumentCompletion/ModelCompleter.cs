using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Http;
using QwenCode.Loading;
using QwenCode.Session;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes the names of the models that the endpoint offers. They are kept for five minutes.</summary>
internal sealed class ModelCompleter : Completer
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<Uri, (long AskedAt, IReadOnlyList<ModelInfo> Models)> Known = new();

    /// <summary>The models whose names contain what was typed, or fit its wildcards; those that begin with it first.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="parameters">The other parameters: method, provider, base URL and context count.</param>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var (session, place) = (QwenSession.Current, CurrentDirectory());
        var pattern = new WildcardPattern($"*{typed}*", WildcardOptions.IgnoreCase);
        return from model in InTime(enough => Models(Context(parameters, session, place), enough))
               where pattern.IsMatch(model.Id)
               orderby model.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase) descending
               select Value(model.Id, Tooltip(model));
    }

    private static string Tooltip(ModelInfo model)
    {
        var owner = model.OwnedBy is null ? "" : $" by {model.OwnedBy}";
        var since = model.CreatedAt is null ? "" : $", of {model.CreatedAt:yyyy-MM-dd}";
        return $"{model.Id}{owner}{since}, at {model.Provider}";
    }

    private static IReadOnlyList<ModelInfo> Models(AuthContext context, CancellationToken enough)
    {
        var endpoint = context.EnsureUsable();
        if (endpoint.IsDoubtful)
            return [];
        if (Known.TryGetValue(endpoint.Url, out var known) && TimeProvider.System.GetElapsedTime(known.AskedAt) < Freshness)
            return known.Models;
        var models = ConnectorLoader.ChatService.ListModelsAsync(context, new CallOptions { MaximumRetryCount = 0 }, enough).GetAwaiter().GetResult();
        Known[endpoint.Url] = (TimeProvider.System.GetTimestamp(), models);
        return models;
    }

    private static AuthContext Context(IDictionary parameters, QwenSession session, string place)
    {
        if (parameters["AuthContext"] is { } given)
            return (AuthContext)PSObject.AsPSObject(given).BaseObject;
        var choice = new AuthChoice
        {
            Method = Enum.TryParse<AuthMethod>($"{parameters["Method"]}", ignoreCase: true, out var method) ? method : null,
            Provider = parameters["Provider"] as string,
            BaseUrl = parameters["BaseUrl"] as string,
        };
        return session.Resolve(choice, session.Choice, place);
    }
}
