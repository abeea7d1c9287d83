using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Lists the saved conversations, the last used first.</summary>
[Cmdlet(VerbsCommon.Get, "QwenConversation", DefaultParameterSetName = NameSet)]
[OutputType(typeof(SavedConversation))]
public sealed class GetQwenConversationCommand : QwenCommand
{
    private const string NameSet = "Name";
    private const string LastSet = "Last";

    /// <summary>The names to list; wildcards are allowed. Defaults to all.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SavedConversationCompleter))]
    [SupportsWildcards]
    [NameTransformation(typeof(SavedConversation))]
    [ValidateNotBlank]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Returns the last used conversation of the current directory.</summary>
    [Parameter(ParameterSetName = LastSet, Mandatory = true)]
    public SwitchParameter Last { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Report(() =>
    {
        var patterns = Name.Select(name => (Name: name, Pattern: Wildcards.Of(name, this))).ToList();
        var store = ConversationStore.OfUser(TimeProvider.System);
        if (Last)
        {
            var directory = WorkingDirectory;
            WriteObject(OffThread(() => store.Last(directory)) ?? throw QwenErrors.NoConversationOfFolder(directory));
            return;
        }

        foreach (var (name, pattern) in patterns)
            List(store, name, pattern);
    });

    private void List(ConversationStore store, string name, WildcardPattern pattern)
    {
        var isLiteral = !WildcardPattern.ContainsWildcardCharacters(name);
        var found = OffThread(() => isLiteral ? store.List(name) : store.List(pattern.IsMatch));
        WriteObject(found.Readable, enumerateCollection: true);
        foreach (var failure in found.Failures)
            WriteError(ErrorRecords.From(failure, name));
        if (found is { Readable: [], Failures: [] } && isLiteral)
            WriteError(ErrorRecords.From(QwenErrors.NoSuchConversation(name), name));
    }
}
