using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Rejects the copy of a context, which has no key.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class AuthContextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns the value unchanged.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It comes from another process or a file.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is PSObject copy && copy.TypeNames.Contains("Deserialized.QwenCode." + nameof(AuthContext))
            ? throw new ArgumentTransformationMetadataException(
                "The context has no key, since it comes from another process or a file. Run Connect-Qwen in the job itself, or use Start-ThreadJob or ForEach-Object -Parallel, which stay in this process.")
            : inputData;
}
