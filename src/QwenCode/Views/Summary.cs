using QwenCode.Showing;

namespace QwenCode.Views;

/// <summary>What an object shows of itself in one line, beside objects of other types.</summary>
internal static class Summary
{
    /// <summary>The line; <see langword="null"/> for an object whose string is one.</summary>
    public static string? Of(object? instance) => instance switch
    {
        AuthContext { Method: null } context => context.Status,
        AuthContext context => $"{context.Status}: {context}{After(", model ", context.Model)}{After(", key from ", context.KeySource)}",
        ConfiguredModel model => $"{model.Id}: {model.Status}{After(", ", model.Provider)}{(model.BaseUrl is null ? "" : $" ({HumanText.Url(model.BaseUrl)})")}{After(", key from ", model.KeyVariable)}{(model.IsInEffect ? ", in effect" : "")}",
        ModelInfo model => $"{model.Id}{After(" by ", model.OwnedBy)} at {model.Provider}",
        EnvSource source => $"{source.Path}: {source.State}{(source.Variables.Count == 0 ? "" : $", {string.Join(", ", source.Variables.Select(variable => variable.Name))}")}",
        QwenTool tool => $"{tool.Name}: {tool.Command}{(tool.Parameters.Count == 0 ? "" : $" with {string.Join(", ", tool.Parameters)}")}",
        _ => null,
    };

    private static string After(string words, string? value) => string.IsNullOrEmpty(value) ? "" : words + value;
}
