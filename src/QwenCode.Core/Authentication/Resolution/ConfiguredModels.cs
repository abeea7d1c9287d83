using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>Lists the routes of the settings with the state of their keys.</summary>
internal static class ConfiguredModels
{
    /// <summary>The routes, in the order of the settings.</summary>
    /// <param name="environment">The settings.</param>
    /// <param name="current">What is in effect.</param>
    public static List<ConfiguredModel> Of(ResolvedEnvironment environment, AuthContext current)
    {
        var selection = new RouteSelection(AuthChoice.None, AuthChoice.None, environment);
        return [.. environment.Routes.All.Select(route => Of(route, selection, current))];
    }

    private static ConfiguredModel Of(ModelRoute route, RouteSelection selection, AuthContext current)
    {
        var urls = selection.Urls(route);
        var url = urls[0].Failure is null && (route.BaseUrl is not null || route.Protocol != RouteProtocol.Other) ? BaseUrl.TryParse(urls[0]) : null;
        var (status, message) = StateOf(route, selection, urls);
        return new ConfiguredModel(route.Model.Shown, route.Source.ToString())
        {
            Name = route.Name,
            Description = route.Description,
            BaseUrl = url is null || urls[0].Reference is not null ? null : new Uri(SecretMask.Text(url.AbsoluteUri)),
            Provider = route.Protocol == RouteProtocol.Other ? route.Provider : url is null ? null : Providers.Of(url).Name,
            KeyVariable = RouteSelection.VariableOf(route),
            Status = status,
            StatusMessage = message,
            IsInEffect = current.Endpoint?.Route == route.Source,
        };
    }

    private static (string Status, string? Message) StateOf(ModelRoute route, RouteSelection selection, List<SourcedValue> urls)
    {
        if (RouteSelection.ReasonNotToUse(route) is { } reason)
            return (ConfiguredModel.NotSupported, $"It cannot be used: {reason}.");
        try
        {
            _ = BaseUrl.Parse(urls[0], urls[0].Source.ToString());
            return new ChosenRoute(route, [route.Model], selection.Keys(route), urls, RouteReason.Requested).HasKey
                ? (ConfiguredModel.Ready, null)
                : (ConfiguredModel.KeyMissing, RouteSelection.KeyMissing(route).Message);
        }
        catch (QwenException exception)
        {
            return (exception.ErrorId, exception.Message);
        }
    }
}
