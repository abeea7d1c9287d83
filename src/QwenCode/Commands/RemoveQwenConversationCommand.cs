using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Removes saved conversations.</summary>
[Cmdlet(VerbsCommon.Remove, "QwenConversation", SupportsShouldProcess = true)]
public sealed class RemoveQwenConversationCommand : QwenCommand
{
    /// <summary>The names of the conversations; wildcards are allowed.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SavedConversationCompleter))]
    [SupportsWildcards]
    [NameTransformation(typeof(SavedConversation))]
    [ValidateNotBlank]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Report(() =>
    {
        var patterns = Name.Select(name => (Name: name, Pattern: Wildcards.Of(name, this))).ToList();
        var store = ConversationStore.OfUser(TimeProvider.System);
        foreach (var (name, pattern) in patterns)
            Remove(store, name, pattern);
    });

    private void Remove(ConversationStore store, string name, WildcardPattern pattern)
    {
        var isLiteral = !WildcardPattern.ContainsWildcardCharacters(name);
        var found = OffThread(() => isLiteral ? NameLookup.Matches(store.Names(), name) : [.. store.Names().Where(pattern.IsMatch)]);
        foreach (var match in found)
        {
            if (ShouldProcess(match, "Remove the saved conversation"))
                Report(() => OffThread(() => store.Remove(match)), match);
        }

        if (found.Count == 0 && isLiteral)
            WriteError(ErrorRecords.From(QwenErrors.NoSuchConversation(name), name));
    }
}
