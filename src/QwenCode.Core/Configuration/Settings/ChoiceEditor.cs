using System.Text.Json.Nodes;

namespace QwenCode.Configuration;

/// <summary>Writes a choice into the text of a <c>settings.json</c> as Qwen Code's <c>/auth</c> does, and keeps all the rest of it.</summary>
internal static class ChoiceEditor
{
    // The version of the layout that is written, as of Qwen Code 0.24.
    private const int Version = 4;
    private const string EnvKey = "envKey";

    /// <summary>The text with the choice.</summary>
    /// <param name="text">The file's text; blank for a new file.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="QwenException">The text is not valid, or has a layout in which the choice has no place (<c>SettingsFileInvalid</c>).</exception>
    public static string Set(string text, SavedChoice choice, string file)
    {
        var shape = new SettingsShape(text, file);
        var edited = text;

        // What is added first must not be taken for the layout of what follows.
        var layout = new JsonLayout(text);
        if (choice.Route is { } route)
        {
            shape.EnsureTakesRoutes();
            edited = SetModel(edited, route.Id, shape, file, layout);
            if (!shape.IsFlat)
                edited = Set(["model", "baseUrl"], route.IsCustom || shape.HasRival(route) ? UrlIn(shape, route) : "");
            edited = SetRoute(edited, shape, route, file, layout);
        }
        else if (choice.Model is { } model)
        {
            edited = SetModel(edited, model, shape, file, layout);
            if (!shape.IsFlat)
                edited = Set(["model", "baseUrl"], choice.ModelUrl);
        }

        if (shape.IsFlat)
            edited = Set(["selectedAuthType"], choice.SelectedType);
        if (!shape.IsFlat || shape.HasNestedMethod)
            edited = Set(["security", "auth", "selectedType"], choice.SelectedType);
        return shape.IsNew ? Set(["$version"], Version) : edited;

        string Set(string[] path, JsonNode value) => SettingsEditor.Set(edited, path, value, file, layout);
    }

    private static string SetModel(string text, string model, SettingsShape shape, string file, JsonLayout layout) =>
        SettingsEditor.Set(text, shape.IsFlat ? ["model"] : ["model", "name"], model, file, layout);

    private static string UrlIn(SettingsShape shape, SavedRoute route) => shape.IndexOf(route) is >= 0 and var index ? shape.TextOf(index, "baseUrl")! : route.BaseUrl;

    private static string SetRoute(string text, SettingsShape shape, SavedRoute route, string file, JsonLayout layout)
    {
        if (shape.IndexOf(route) is >= 0 and var index)
            return route.EnvKey is { } name && shape.TextOf(index, EnvKey) != name ? SettingsEditor.SetInElement(text, shape.Routes, index, EnvKey, name, file, layout) : text;
        var entry = new JsonObject { ["id"] = route.Id, ["name"] = route.Name, ["baseUrl"] = route.BaseUrl };
        if (route.EnvKey is { } variable)
            entry[EnvKey] = variable;
        return shape is { IsWrapped: true, LacksSection: true }
            ? SettingsEditor.Set(text, ["modelProviders", "openai"], new JsonObject { ["protocol"] = "openai", ["models"] = new JsonArray(entry) }, file, layout)
            : SettingsEditor.Prepend(text, shape.Routes, entry, file, layout);
    }
}
