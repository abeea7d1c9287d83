using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Rejects a value that is null, empty or blank: a variable that is not set does not mean that a parameter was not specified.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateNotBlankAttribute : ValidateArgumentsAttribute
{
    internal const string Message = "The value is null, empty or blank. Specify a value, or leave out the parameter.";

    /// <summary>Whether a list may be empty, since that means something else than leaving out the parameter.</summary>
    public bool AllowsEmptyList { get; set; }

    /// <summary>Checks a value, or each of a list.</summary>
    /// <param name="arguments">The specified value.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">It is blank.</exception>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is System.Collections.ICollection list ? (list.Count == 0 && !AllowsEmptyList) || list.Cast<object?>().Any(IsBlank) : IsBlank(arguments))
            throw new ValidationMetadataException(Message);
    }

    private static bool IsBlank(object? value) => string.IsNullOrWhiteSpace(value?.ToString());
}
