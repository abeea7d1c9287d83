using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes the names of saved conversations, the last used first; the tooltip shows when each was last used, its folder and its first prompt.</summary>
internal sealed class SavedConversationCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var pattern = new WildcardPattern($"{typed}*", WildcardOptions.IgnoreCase);
        return from conversation in InTime(_ => ConversationStore.OfUser(TimeProvider.System).List(pattern.IsMatch)).Readable
               select Value(conversation.Name, $"{TimeText(conversation.UpdatedAt)} in {conversation.WorkingDirectory}: {conversation.FirstPrompt}");
    }
}
