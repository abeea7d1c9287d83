using System.Management.Automation;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>Accepts a conversation as itself, as the answer at its end, also if that was streamed, or as deserialized from XML or JSON.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ConversationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether <c>$null</c> is the empty conversation.</summary>
    public bool IsOptional { get; set; }

    /// <summary>Converts the specified value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">It is not a conversation; the message is the reason.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null && IsOptional)
            return Conversation.Empty;
        try
        {
            return ConversationObjects.From(ConversationObjects.EndOfStream(inputData))
                ?? throw QwenErrors.NoConversation($"it is {(inputData is null ? "null" : $"of type {PSObject.AsPSObject(inputData).BaseObject.GetType().Name}")}");
        }
        catch (QwenException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }
}
