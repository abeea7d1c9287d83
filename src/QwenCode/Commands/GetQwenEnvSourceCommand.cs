using System.Management.Automation;
using QwenCode.Completion;
using QwenCode.Environment;
using QwenCode.Errors;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Shows which <c>.env</c> file applies to a directory, what it sets, the state of each variable, and what looks wrong.
/// </summary>
[Cmdlet(VerbsCommon.Get, "QwenEnvSource", SupportsShouldProcess = true)]
[OutputType(typeof(EnvSource))]
public sealed class GetQwenEnvSourceCommand : QwenCommand
{
    /// <summary>The directories to search from. Defaults to the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotBlank]
    public string[]? Path { get; set; }

    /// <summary>Shows each location of the search in order, with the file that it has.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Shows all values unmasked.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>The syntax of the file. Defaults to the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    [Alias("EnvSyntax")]
    public EnvSyntax? Syntax { get; set; }

    /// <summary>Sets the effective variables in the process environment, as Qwen Code does.</summary>
    [Parameter]
    public SwitchParameter Export { get; set; }

    /// <summary>With <see cref="Export"/>: also replaces variables that the process already has.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Path is null)
            Report(() => Show(WorkingDirectory));
        foreach (var path in Path ?? [])
            Report(() => Show(ResolveDirectory(path)), path);
    }

    private void Show(string directory)
    {
        var syntax = Syntax ?? Session.Choice.EnvSyntax ?? default;
        var input = QwenSession.Input(directory, syntax);
        var places = OffThread(() => EnvironmentResolver.Survey(input));
        var inEffect = places.FirstOrDefault(p => p.State != EnvFileState.Missing);
        foreach (var place in places)
        {
            // A location that was ignored may have warnings as well.
            if (All || place == inEffect || place.State == EnvFileState.Missing)
                WriteWarnings(place.Warnings);
            if (All || place == inEffect)
                WriteObject(place.ToSource(AsPlainText));
        }

        if (inEffect is null)
            WriteWarning($"No .env file applies to {directory}. Get-QwenEnvSource -All lists the {places.Count} locations that were searched.");
        else if (Export)
            ExportVariables(inEffect);
    }

    private void WriteWarnings(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            WriteWarning(warning);
    }

    private void ExportVariables(EnvFile file)
    {
        EnvFileVariable[] variables = [.. file.Assignments.Where(v => v.State is EnvVariableState.Effective or EnvVariableState.OverriddenByProcess).Where(IsExported)];
        if (variables.Length == 0)
            return;

        // At once, and before the variables: none is there without its origin, and a file of a hundred thousand takes no minutes.
        var exported = ExportedVariables.Of(System.Environment.GetEnvironmentVariable).With(file, variables).ToString();
        if (exported.Length > ExportedVariables.MostCharacters)
            throw QwenErrors.InvalidParameter($"{file.Path} sets {variables.Length} variables, more than a process can store with their origin; none was exported.", "Set those that you need: $env:NAME = '<value>'");
        System.Environment.SetEnvironmentVariable(ExportedVariables.Variable, exported);
        foreach (var variable in variables)
            System.Environment.SetEnvironmentVariable(variable.Name, variable.Value);

        bool IsExported(EnvFileVariable variable)
        {
            if (EnvExport.Refusal(variable.Name, variable.Value, file.Origin) is { } reason)
                WriteWarning($"{variable.Name} was not exported from {file.Path}: {reason}.");
            else if (variable.State == EnvVariableState.OverriddenByProcess && !Force)
                WriteVerbose($"{variable.Name} was not exported, since the process already has it; -Force replaces it.");
            else
                return ShouldProcess($"process variable {variable.Name}", $"Set from {file.Path}, line {variable.Line}");
            return false;
        }
    }

    private string Unresolved(string path)
    {
        const string Next = "Specify a directory of the file system.";
        try
        {
            var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? resolved : throw QwenErrors.NotADirectory($"{path} belongs to the provider {provider.Name}.", Next);
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw QwenErrors.NotADirectory($"{path} cannot be resolved: {exception.Message.TrimEnd('.')}.", Next);
        }
    }

    private string ResolveDirectory(string path)
    {
        var resolved = Unresolved(path);
        if (Directory.Exists(resolved))
            return resolved;
        throw File.Exists(resolved)
            ? QwenErrors.NotADirectory($"{resolved} is a file.", "Specify the directory to search from; the search finds the file in effect there.")
            : QwenErrors.NotADirectory($"The directory {resolved} does not exist.", "Specify an existing directory.");
    }
}
