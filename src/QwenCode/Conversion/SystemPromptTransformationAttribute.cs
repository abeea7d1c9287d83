using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;

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
    /// <exception cref="ArgumentTransformationMetadataException">It is a table, an object without a text, a list of anything but texts, or larger than a request.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = ForeignObject.Unwrap(inputData);
        if (value is IList lines && lines.Cast<object?>().All(line => ForeignObject.Unwrap(line) is string))
            return Joined([.. lines.Cast<object?>().Select(line => (string)ForeignObject.Unwrap(line)!)]);
        return (value is IDictionary or PSObject or IList ? "data" : OtherThanText.Describe(value)) is { } other
            ? throw new ArgumentTransformationMetadataException($"A system prompt is text, and this is {other}. Specify a text: Get-Content -Raw reads that of a file, ConvertTo-Json makes one of data.")
            : inputData;
    }

    private static string Joined(string[] lines) => lines.Sum(line => (long)line.Length) > InputLimits.Text
        ? throw new ArgumentTransformationMetadataException($"A system prompt of more than {InputLimits.TextInWords} cannot be sent. Specify a shorter one.")
        : string.Join('\n', lines);
}
