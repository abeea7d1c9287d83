using System.Collections;
using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Rejects data as a prompt, which PowerShell would convert to a type name or to one line without structure.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PromptTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns the value unchanged.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is a table or an object without a type.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var wrapped = inputData as PSObject;
        return (wrapped?.BaseObject ?? inputData) is IDictionary or PSCustomObject && !IsDeserialized(wrapped)
            ? throw new ArgumentTransformationMetadataException(
                "A prompt is text, and this is data. Pipe data to a prompt: $data | Invoke-QwenChat 'prompt'. For messages, use New-QwenConversation -Message and -Conversation.")
            : inputData;
    }

    // An answer from a file or a job is its text.
    private static bool IsDeserialized(PSObject? value) => value?.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal) ?? false;
}
