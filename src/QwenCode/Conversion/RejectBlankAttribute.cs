using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Rejects null and blank text before PowerShell converts it to 0, or prompts for a credential.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RejectBlankAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns the value unchanged.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is null, empty or blank.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || (inputData as string ?? (inputData as PSObject)?.BaseObject as string) is { } text && string.IsNullOrWhiteSpace(text))
            throw new ArgumentTransformationMetadataException(ValidateNotBlankAttribute.Message);
        return inputData;
    }
}
