using System.Text.Json;
using QwenCode.Configuration;

namespace QwenCode.Authentication;

/// <summary>Finds the options for requests in the settings.</summary>
internal static class RequestSettings
{
    private const string Section = "generationConfig";
    private const string ModelSection = "model.generationConfig";
    private const string Effort = "model.reasoningEffort";
    private const string Fallbacks = "modelFallbacks";

    /// <summary>The <c>generationConfig</c> of a route, with <c>model.reasoningEffort</c> if it has no <c>reasoning</c>. <c>model.generationConfig</c> does not apply to routes.</summary>
    /// <param name="route">The route.</param>
    /// <param name="environment">The settings.</param>
    /// <param name="warnings">Takes a sentence for each member that cannot be used.</param>
    /// <exception cref="QwenException">A text refers to a variable that is not defined (<c>SettingsFileInvalid</c>).</exception>
    public static GenerationConfig? OfRoute(ModelRoute route, ResolvedEnvironment environment, List<string> warnings)
    {
        var own = SettingsFile.Find(route.Entry, Section) is { } section
            ? GenerationConfigReader.Read(section, route.File, $"{route.Key}.{Section}", environment.FindForSettings, warnings)
            : null;
        return WithEffort(own, environment);
    }

    /// <summary>The <c>model.generationConfig</c>, for a model without a route.</summary>
    /// <param name="url">The base URL as specified.</param>
    /// <param name="environment">The settings.</param>
    /// <param name="warnings">Takes a sentence for each member or file that cannot be used.</param>
    /// <exception cref="QwenException">A text refers to a variable that is not defined (<c>SettingsFileInvalid</c>).</exception>
    public static GenerationConfig? OfModel(SourcedValue url, ResolvedEnvironment environment, List<string> warnings)
    {
        foreach (var file in environment.Settings.Files)
        {
            if (file.Member(ModelSection) is { ValueKind: JsonValueKind.Object } section
                && GenerationConfigReader.Read(section, file, ModelSection, environment.FindForSettings, warnings) is { } config
                && EndpointTrust.MayAdd(config, url, warnings))
            {
                return WithEffort(config, environment);
            }
        }

        return WithEffort(null, environment);
    }

    /// <summary>The models in <c>modelFallbacks</c>, of the first file that has them and may lead away from the endpoint.</summary>
    /// <param name="url">The base URL as specified.</param>
    /// <param name="environment">The settings.</param>
    /// <param name="warnings">Takes a sentence for each file that may not.</param>
    public static List<string> FallbackModels(SourcedValue url, ResolvedEnvironment environment, List<string> warnings)
    {
        foreach (var file in environment.Settings.Files)
        {
            if (file.Member(Fallbacks) is not { ValueKind: JsonValueKind.Array } list)
                continue;
            if (!EndpointTrust.IsUsersOrOf(file.Origin.Author, url))
                warnings.Add($"{Fallbacks} in {file.Path} is ignored: a project's file does not lead away from an endpoint that it does not set ({url.Source}).");
            else
                return [.. Names(list, file, warnings)];
        }

        return [];
    }

    // A name that comes from a variable would be shown with its value wherever the model is named.
    private static IEnumerable<string> Names(JsonElement list, SettingsFile file, List<string> warnings)
    {
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            var key = $"{Fallbacks}[{index++}]";
            var read = SettingsValue.Read(element, file, key, _ => null);
            if (read is { Failure: not null })
                warnings.Add($"{key} in {file.Path} is ignored: it is not the name of a model, and references to variables are not resolved there.");
            else if (read is not null)
                yield return read.Value;
        }
    }

    private static GenerationConfig? WithEffort(GenerationConfig? config, ResolvedEnvironment environment)
    {
        if (config is { ReasoningEffort: not null } or { EnableThinking: not null } || environment.FindSettings(Effort).FirstOrDefault() is not { Failure: null } effort)
            return config;
        var own = config ?? new GenerationConfig(effort.Source);
        return own with
        {
            ReasoningEffort = effort.Value,
            EffortSource = effort.Source,
            Secrets = effort.Reference is null ? own.Secrets : [.. own.Secrets, effort.Secret],
            Members = [.. own.Members, Effort],
        };
    }
}
