using System.Collections;
using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Rejects data, files, code and lists as a prompt, which PowerShell would reject without a next step, or convert to a type name, a path or one line without structure.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PromptTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The command that accepts data from the pipeline.</summary>
    public string Command { get; set; } = "Invoke-QwenChat";

    /// <summary>Returns the value unchanged.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is a table, an object without a text, or a list.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var wrapped = inputData as PSObject;
        if ((wrapped?.BaseObject ?? inputData) is IDictionary or PSCustomObject && !IsDeserialized(wrapped))
            throw new ArgumentTransformationMetadataException(
                $"A prompt is text, and this is data. Pipe data to a prompt: $data | {Command} 'prompt'. For messages, use New-QwenConversation -Message and -Conversation.");
        if (ForeignObject.Unwrap(inputData) is not string and var value && LanguagePrimitives.GetEnumerable(value) is not null)
            throw new ArgumentTransformationMetadataException(
                $"A prompt is one text, and this is a list. If each item is a prompt, pipe the list: $list | {Command}. If it is the input of a prompt, pipe it to the prompt: $list | {Command} 'prompt'. If it is the lines of a file, read the file as one text: Get-Content -Raw.");
        return OtherThanText.Describe(inputData) is { } other
            ? throw new ArgumentTransformationMetadataException(
                $"A prompt is text, and this is {other}. To send what is in it, pipe it to a prompt: $item | {Command} 'prompt'. For a prompt from each item of a pipeline: ForEach-Object {{ $_.Name }} | {Command}.")
            : inputData;
    }

    // An answer from a file or a job is its text.
    private static bool IsDeserialized(PSObject? value) => value?.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal) ?? false;
}
