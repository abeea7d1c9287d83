using System.Collections;
using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>
/// Joins the lines of a file, which <c>Get-Content</c> gives without <c>-Raw</c>, to one system prompt, and rejects data, files and code, which
/// PowerShell would convert to a type name or a path.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SystemPromptTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns a text unchanged, and texts joined by line feeds.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is a table, an object without a text, or a list of anything but texts.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = ForeignObject.Unwrap(inputData);
        if (value is IList lines && lines.Cast<object?>().All(line => ForeignObject.Unwrap(line) is string))
            return string.Join('\n', lines.Cast<object?>().Select(ForeignObject.Unwrap));
        return (value is IDictionary or PSObject or IList ? "data" : OtherThanText.Describe(value)) is { } other
            ? throw new ArgumentTransformationMetadataException($"A system prompt is text, and this is {other}. Specify a text: Get-Content -Raw reads that of a file, ConvertTo-Json makes one of data.")
            : inputData;
    }
}
