using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Receiving;
using QwenCode.Showing;

namespace QwenCode.Authentication;

/// <summary>Rejects a model that cannot be one, before a request names it.</summary>
internal static class ModelName
{
    private const int MostText = 80;

    /// <summary>The model, if it is available and can be one.</summary>
    /// <exception cref="QwenException">It is not (<c>InvalidParameter</c>).</exception>
    public static SourcedValue EnsureValid(SourcedValue model)
    {
        Ensure(model.EnsureUsable().Value, model.Source.ToString());
        return model;
    }

    /// <summary>Rejects a model with a control character, which is from a file or a list of several, and one that is longer than any name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">Where it is from, for the error.</param>
    /// <exception cref="QwenException">It is such a text (<c>InvalidParameter</c>).</exception>
    public static void Ensure(string model, string source)
    {
        if (model.Any(char.IsControl))
            throw QwenErrors.InvalidModel(ForeignText.OneLine(model, MostText), source, "it contains a line break or another control character");
        if (model.Length > ReceiveLimits.Name)
            throw QwenErrors.InvalidModel(ForeignText.OneLine(model, MostText), source, $"it has more than {ReceiveLimits.Name} characters");
    }
}
