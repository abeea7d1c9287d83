using System.Management.Automation;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Conversion;

/// <summary>Rejects the copy of a context, which has no key, and what is not a context.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class AuthContextTransformationAttribute : ArgumentTransformationAttribute
{
    private const int MostCharacters = 200;

    /// <summary>Returns the value unchanged.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It comes from another process or a file, or is not a context.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ForeignObject.Unwrap(inputData) switch
    {
        null or AuthContext => inputData,
        PSObject copy when copy.TypeNames.Contains("Deserialized.QwenCode." + nameof(AuthContext)) => throw new ArgumentTransformationMetadataException(
            "The context has no key, since it comes from another process or a file. Run Connect-Qwen in the job itself, or use Start-ThreadJob or ForEach-Object -Parallel, which stay in this process."),
        var other => throw new ArgumentTransformationMetadataException(
            $"{(other is string text ? $"'{ForeignText.OneLine(SecretMask.Value(text), MostCharacters)}'" : "This")} is not a context. Specify one that Connect-Qwen or Get-QwenAuth returned: $work = Connect-Qwen -Provider <name>; Invoke-QwenChat <prompt> -AuthContext $work"),
    };
}
