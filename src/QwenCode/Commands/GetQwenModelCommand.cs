using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Lists the models that the endpoint offers, or those that the settings of Qwen Code have routes for.</summary>
[Cmdlet(VerbsCommon.Get, "QwenModel", DefaultParameterSetName = OfferedSet)]
[OutputType(typeof(ModelInfo), ParameterSetName = [OfferedSet])]
[OutputType(typeof(ConfiguredModel), ParameterSetName = [ConfiguredSet])]
public sealed class GetQwenModelCommand : QwenCommand
{
    private const string OfferedSet = "Offered";
    private const string ConfiguredSet = "Configured";

    private IReadOnlyList<ModelInfo>? _models;
    private IReadOnlyList<ConfiguredModel>? _configured;

    /// <summary>The names to list; wildcards are allowed. Defaults to all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    [ValidateNotBlank]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Lists the models in <c>modelProviders</c> of the settings, with the state of their keys. Contacts no service.</summary>
    [Parameter(ParameterSetName = ConfiguredSet, Mandatory = true)]
    public SwitchParameter Configured { get; set; }

    /// <summary>A context from <c>Get-QwenAuth</c> or <c>Connect-Qwen</c> to use instead of the session's.</summary>
    [Parameter(ParameterSetName = OfferedSet)]
    [ArgumentCompleter(typeof(AuthContextCompleter))]
    [AuthContextTransformation]
    [ValidateNotNull]
    public AuthContext? AuthContext { get; set; }

    /// <summary>Maximum number of seconds for all attempts together. Defaults to 30; 0 sets no limit.</summary>
    [Parameter(ParameterSetName = OfferedSet)]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>Maximum number of retries after a transient failure. Defaults to 3.</summary>
    [Parameter(ParameterSetName = OfferedSet)]
    [RejectBlank]
    [ValidateRange(0, 20)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Report(() =>
    {
        foreach (var name in Name)
            Wildcards.Of(name, this);
        if (Configured)
            ListConfigured();
        else
            ListOffered();
    });

    private void ListOffered()
    {
        var context = ForRequest(AuthContext);
        var options = CallOptions(TimeoutSec, MaximumRetryCount);
        _models ??= Await(options.Activity!, token => ChatService.ListModelsAsync(context, options, token));
        foreach (var name in Name)
            Report(() => List(name, _models, model => model.Id, () => QwenErrors.NoSuchModel(name, context.EnsureUsable().ShownUrl.AbsoluteUri)), name);
    }

    private void ListConfigured()
    {
        if (_configured is null)
        {
            var environment = Environment();
            foreach (var file in environment.Settings.Files.Where(file => file.Failure is not null))
                WriteError(ErrorRecords.From(file.Failure!, file.Path));
            foreach (var warning in environment.Routes.Warnings)
                WriteWarning(warning);
            _configured = ConfiguredModels.Of(environment, Resolve());
        }

        foreach (var name in Name)
            Report(() => List(name, _configured, model => model.Id, () => QwenErrors.NoSuchRoute(name)), name);
    }

    private void List<T>(string name, IReadOnlyList<T> models, Func<T, string> idOf, Func<QwenException> noSuch)
    {
        var pattern = Wildcards.Of(name, this);
        var matches = models.Where(model => pattern.IsMatch(idOf(model))).ToList();
        WriteObject(matches, enumerateCollection: true);
        if (matches.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            WriteError(ErrorRecords.From(noSuch(), name));
    }
}
