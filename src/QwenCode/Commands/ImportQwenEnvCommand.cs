using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Configuration;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Commands;

/// <summary>
/// Sets the variables of the <c>.env</c> file that applies to a directory in the process environment, as Qwen Code does, for this process
/// and those that it starts.
/// </summary>
[Cmdlet(VerbsData.Import, "QwenEnv", SupportsShouldProcess = true)]
[OutputType(typeof(EnvSource))]
public sealed class ImportQwenEnvCommand : EnvCommand
{
    /// <summary>The directory to search from. Defaults to the current one.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotBlank]
    public string? Path { get; set; }

    /// <summary>Also replaces variables that the process already has.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the file with the state of its variables.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ReportAll(() =>
    {
        var directory = Path is null ? WorkingDirectory : ResolveDirectory(Path);
        var files = ReadAll(directory);
        var file = InEffect(files);

        // A location that was ignored may have warnings as well.
        foreach (var candidate in files.Where(other => other == file || other.State == EnvFileState.Missing))
            WriteWarnings(candidate.Warnings);
        if (file is null)
        {
            WarnOfNone(directory, files);
            return;
        }

        var imported = Import(file);
        if (PassThru)
            WriteObject((file with { Assignments = [.. file.Assignments.Select(v => imported.Contains(v) ? v with { State = EnvVariableState.Effective, Reason = "" } : v)] }).ToSource(asPlainText: false));
    });

    private EnvFileVariable[] Import(EnvFile file)
    {
        EnvFileVariable[] variables = [.. file.Assignments.Where(v => v.State is EnvVariableState.Effective or EnvVariableState.OverriddenByProcess).Where(IsImported)];
        if (variables.Length == 0)
            return variables;

        // Once, and before the variables: none is set without its origin, and a file of a hundred thousand does not take minutes.
        var list = ExportedVariables.Of(System.Environment.GetEnvironmentVariable).With(file, variables).ToString();
        if (list.Length > ExportedVariables.MostCharacters)
            throw QwenErrors.InvalidParameter($"{file.Path} sets {variables.Length} variables, more than a process can store with their origin; none was imported.", "Set those that you need: $env:NAME = '<value>'");
        System.Environment.SetEnvironmentVariable(ExportedVariables.Variable, list);
        foreach (var variable in variables)
            System.Environment.SetEnvironmentVariable(variable.Name, variable.Value.Reveal());
        return variables;

        bool IsImported(EnvFileVariable variable)
        {
            var name = ForeignText.Name(variable.Name);
            if (EnvExport.ReasonNotToImport(variable.Name, variable.Value.Reveal(), file.Origin) is { } reason)
                WriteWarning($"{name} was not imported from {file.Path}: {reason}.");
            else if (variable.State == EnvVariableState.OverriddenByProcess && !Force)
                WriteVerbose($"{name} was not imported, since the process already has it; -Force replaces it.");
            else
                return ShouldProcess($"process variable {name}", $"Set from {file.Path}, line {variable.Line}");
            return false;
        }
    }
}
