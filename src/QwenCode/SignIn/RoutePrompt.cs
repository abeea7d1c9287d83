using QwenCode.Authentication;

namespace QwenCode.SignIn;

/// <summary>Prompts for one of the models that the settings have routes for.</summary>
internal sealed class RoutePrompt(Prompts prompts)
{
    /// <summary>The choice of a route; <see langword="null"/> if the user entered nothing.</summary>
    /// <param name="models">The models to choose from.</param>
    public AuthChoice? Prompt(IReadOnlyList<ConfiguredModel> models)
    {
        prompts.Write("Configured models:");
        prompts.List([.. models.Select(model => (model.Id, Describe(model)))]);
        while (true)
        {
            if (prompts.Read("Model") is not { } answer)
                return null;
            if ((Prompts.Numbered(answer, models) ?? models.FirstOrDefault(model => model.Id == answer)) is { } chosen)
                return new AuthChoice { Model = chosen.Id, BaseUrl = models.Count(model => model.Id == chosen.Id) > 1 ? chosen.BaseUrl?.AbsoluteUri : null, TakesRoute = true };
            prompts.Reject(answer, "one of these", Suggestion.Find(answer, models.Select(model => model.Id)));
        }
    }

    private static string Describe(ConfiguredModel model)
    {
        var name = model.Name is null || model.Name == model.Id ? "" : $"{model.Name}, ";
        var state = model.Status == ConfiguredModel.KeyMissing ? $", {model.KeyVariable} is not set" : model.Status == ConfiguredModel.Ready ? "" : $", {model.Status}";
        return $"{name}{model.BaseUrl?.Host}{state}{(model.IsInEffect ? " (in effect)" : "")}";
    }
}
