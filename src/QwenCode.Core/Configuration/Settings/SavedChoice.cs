namespace QwenCode.Configuration;

/// <summary>What is written to the user's <c>settings.json</c>.</summary>
/// <param name="SelectedType">The name that Qwen Code's settings give the method.</param>
/// <param name="Model">The model; <see langword="null"/> leaves the model of the file as it is.</param>
/// <param name="Route">The route to the model; <see langword="null"/> writes none.</param>
internal sealed record SavedChoice(string SelectedType, string? Model = null, SavedRoute? Route = null)
{
    /// <summary>The base URL that selects one of the file's routes for the model; empty if none is needed.</summary>
    public string ModelUrl { get; init; } = "";

    /// <summary>What is set, in words.</summary>
    public override string ToString()
    {
        var method = $"security.auth.selectedType to {SelectedType}";
        if (Model is null)
            return method;
        var route = Route is null ? "" : $", and in modelProviders.openai the route {Model} to {Route.BaseUrl} {(Route.EnvKey is null ? "without a key" : $"with the key from {Route.EnvKey}")}";
        return $"{method}, model.name to {Model}{route}";
    }
}

/// <summary>One entry of <c>modelProviders.openai</c>: a model and the endpoint and key for it.</summary>
/// <param name="Id">The model.</param>
/// <param name="Name">The name that Qwen Code shows.</param>
/// <param name="BaseUrl">The base URL.</param>
/// <param name="EnvKey">The variable that holds the key; <see langword="null"/> for an endpoint without a key.</param>
internal sealed record SavedRoute(string Id, string Name, string BaseUrl, string? EnvKey)
{
    /// <summary>Whether the endpoint is of no provider that Qwen Code knows; it then also writes the base URL beside the model's name.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The model.</summary>
    public override string ToString() => Id;

    /// <summary>Whether a base URL in a file leads to the same endpoint.</summary>
    public bool IsAt(string url) => Comparable(url) == Comparable(BaseUrl);

    private static string Comparable(string url) => (Uri.TryCreate(url.Trim(), UriKind.Absolute, out var parsed) ? parsed.AbsoluteUri : url).TrimEnd('/');
}
