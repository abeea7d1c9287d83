using System.Management.Automation;
using QwenCode.Completion;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>Makes a conversation to begin with: instructions, and messages as examples or from elsewhere.</summary>
[Cmdlet(VerbsCommon.New, "QwenConversation")]
[OutputType(typeof(Conversation))]
public sealed class NewQwenConversationCommand : QwenCommand
{
    /// <summary>What the model is told about its task.</summary>
    [Parameter(Position = 0)]
    [ValidateNotBlank]
    [Alias("SystemPrompt", "SystemMessage")]
    public string? System { get; set; }

    /// <summary>Messages: tables such as <c>@{ role = 'user'; content = 'hi' }</c>, or those of another conversation.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    [ConversationTransformation]
    public Conversation? Message { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var conversation = Message ?? Conversation.Empty;
        WriteObject(System is null ? conversation : conversation.WithSystem(System));
    }
}
