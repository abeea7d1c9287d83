using System.Globalization;
using System.Management.Automation;
using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Conversion;

/// <summary>Also accepts a method by its name in Qwen Code's settings, and suggests one for other names.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class MethodTransformationAttribute : ArgumentTransformationAttribute
{
    private const int MostCharacters = 100;

    /// <summary>Converts Qwen Code's name of a method; leaves everything else to PowerShell.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is not a method.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // PowerShell converts numbers, too.
        if (ForeignObject.Unwrap(inputData) is not IConvertible value || value is AuthMethod || Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() is not { Length: > 0 } name)
            return inputData;
        if (name.Equals(MethodSelection.SettingOf(AuthMethod.OAuth), StringComparison.OrdinalIgnoreCase))
            return AuthMethod.OAuth;
        return Enum.GetNames<AuthMethod>().Contains(name, StringComparer.OrdinalIgnoreCase) ? inputData : throw new ArgumentTransformationMetadataException(Explain(name));
    }

    // One in an unknown format, which no mask recognizes.
    private static bool MayBeKey(string text) => text.Length >= SecretShape.Shortest && text.Any(char.IsAsciiDigit);

    private static string Explain(string given)
    {
        var name = ForeignText.OneLine(SecretMask.Text(given), MostCharacters);
        if (name.Equals(Providers.OpenAI, StringComparison.OrdinalIgnoreCase))
            return "'openai' is Qwen Code's name for any API key. Specify -Method ApiKey, or -Provider OpenAI for OpenAI itself.";
        if (Providers.TryGet(name, out var provider))
            return $"{provider.Name} is a provider and not a method. Specify -Provider {provider.Name}.";
        var methods = Enum.GetNames<AuthMethod>();
        return Suggestion.Find(name, methods) is { } method
            ? $"There is no method '{name}'. Did you mean {method}?"
            : Suggestion.Find(name, Providers.All.Select(p => p.Name)) is { } near
            ? $"There is no method '{name}'. Did you mean -Provider {near}?"
            : $"{(MayBeKey(given) ? "The specified value is not a method" : $"There is no method '{name}'")}. The methods are {string.Join(", ", methods)}. Specify a key with -ApiKey.";
    }
}
