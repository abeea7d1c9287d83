using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Lists the models that the endpoint offers.</summary>
[Cmdlet(VerbsCommon.Get, "QwenModel")]
[OutputType(typeof(ModelInfo))]
public sealed class GetQwenModelCommand : QwenCommand
{
    private IReadOnlyList<ModelInfo>? _models;

    /// <summary>The names to list; wildcards are allowed. Defaults to all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    [ValidateNotBlank]
    public string[] Name { get; set; } = ["*"];

    /// <summary>A context from <c>Get-QwenAuth</c> to use instead of the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AuthContextCompleter))]
    [AuthContextTransformation]
    [ValidateNotNull]
    public AuthContext? AuthContext { get; set; }

    /// <summary>Maximum number of seconds for all attempts together. 0 sets no limit.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>Maximum number of retries after a transient failure.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, 20)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Report(() =>
    {
        foreach (var name in Name)
            RejectInvalidPattern(name);
        var context = ForRequest(AuthContext);
        var options = CallOptions(TimeoutSec, MaximumRetryCount);
        _models ??= Await(options.Activity!, token => ChatService.ListModelsAsync(context, options, token));
        foreach (var name in Name)
            Report(() => List(name, _models, context), name);
    });

    private static void RejectInvalidPattern(string name)
    {
        try
        {
            WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch("");
        }
        catch (WildcardPatternException)
        {
            throw QwenErrors.InvalidParameter(
                $"'{name}' is not a valid wildcard pattern.",
                $"For a name that contains a bracket, write: Get-QwenModel '{WildcardPattern.Escape(name)}'");
        }
    }

    private void List(string name, IReadOnlyList<ModelInfo> models, AuthContext context)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var matches = models.Where(m => pattern.IsMatch(m.Id)).ToList();
        WriteObject(matches, enumerateCollection: true);
        if (matches.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            WriteError(ErrorRecords.From(QwenErrors.NoSuchModel(name, context.EnsureUsable().ShownUrl.AbsoluteUri), name));
    }
}
