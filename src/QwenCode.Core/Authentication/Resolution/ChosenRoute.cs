using QwenCode.Configuration;

namespace QwenCode.Authentication;

/// <summary>How a route came to be the one in question.</summary>
internal enum RouteReason
{
    /// <summary>A parameter or the session names its model.</summary>
    Requested,

    /// <summary>The settings or a variable name its model.</summary>
    Configured,

    /// <summary>It is the first of the settings, which name no model.</summary>
    First,
}

/// <summary>A route in question, and its keys.</summary>
internal sealed class ChosenRoute(ModelRoute route, List<SourcedValue> models, List<SourcedValue> keys, List<SourcedValue> urls, RouteReason reason)
{
    /// <summary>The route.</summary>
    public ModelRoute Route => route;

    /// <summary>What names its model, the one in effect first.</summary>
    public List<SourcedValue> Models => models;

    /// <summary>The keys for it; empty if its variable is not set.</summary>
    public List<SourcedValue> Keys => keys;

    /// <summary>Its base URLs, the one in effect first.</summary>
    public List<SourcedValue> Urls => urls;

    /// <summary>How it was chosen.</summary>
    public RouteReason Reason => reason;

    /// <summary>Whether it has the key that it needs: a server on this machine needs none, unless the route names a variable for one.</summary>
    public bool HasKey => keys.Count > 0 || (route.KeyVariable is null && BaseUrl.TryParse(urls[0]) is { IsLoopback: true });

    /// <summary>Whether a request takes it: one that is only the first of the settings is skipped if it has no key.</summary>
    public bool IsTaken => HasKey || reason != RouteReason.First;

    /// <summary>The route as it is shown, and why it was chosen if nothing names it.</summary>
    public string Description => Reason == RouteReason.First ? $"{Route}, the first of the settings, since no model is named" : Route.ToString();
}
