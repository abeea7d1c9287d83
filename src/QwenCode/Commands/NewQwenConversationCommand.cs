using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;

namespace QwenCode.Commands;

/// <summary>Creates a conversation from a system prompt and messages, such as examples.</summary>
[Cmdlet(VerbsCommon.New, "QwenConversation")]
[OutputType(typeof(Conversation))]
public sealed class NewQwenConversationCommand : QwenCommand
{
    /// <summary>The system prompt.</summary>
    [Parameter(Position = 0)]
    [ValidateNotBlank]
    [Alias("System", "SystemMessage")]
    [SystemPromptTransformation]
    public string? SystemPrompt { get; set; }

    /// <summary>Messages: hashtables such as <c>@{ role = 'user'; content = 'hi' }</c>, or those of another conversation.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    [ConversationTransformation]
    public Conversation? Message { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var conversation = Message ?? Conversation.Empty;
        WriteObject(SystemPrompt is null ? conversation : conversation.WithSystem(SystemPrompt));
    }
}
