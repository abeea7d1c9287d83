using System.Management.Automation;
using QwenCode.Environment;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Shows which <c>.env</c> file is in effect at a place, what it gives, and what becomes of each variable.</summary>
[Cmdlet(VerbsCommon.Get, "QwenEnvSource")]
[OutputType(typeof(EnvSource))]
public sealed class GetQwenEnvSourceCommand : QwenCommand
{
    /// <summary>The directory to look from; by default the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Shows each place of the search in its order, with what lies there.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Shows keys, tokens, secrets and passwords unmasked.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Report(
        () =>
        {
            var directory = Path is null ? WorkingDirectory : ResolveDirectory(Path);
            var places = EnvironmentResolver.Survey(EnvironmentInput.Current(directory));
            var shown = All ? places : places.Where(p => p.State != EnvFileState.Missing).Take(1);
            foreach (var place in shown)
            {
                foreach (var warning in place.Warnings)
                    WriteWarning(warning);
                WriteObject(place.ToSource(AsPlainText));
            }

            if (!All && places.All(p => p.State == EnvFileState.Missing))
                WriteWarning($"No .env file is in effect at {directory}. Get-QwenEnvSource -All lists the {places.Count} places that were looked at.");
        },
        Path);

    private string ResolveDirectory(string path)
    {
        var resolved = GetUnresolvedProviderPathFromPSPath(path);
        if (Directory.Exists(resolved))
            return resolved;
        throw File.Exists(resolved)
            ? QwenErrors.InvalidParameter($"{resolved} is a file.", "Give the directory to look from; the file in effect there is found by the search.")
            : QwenErrors.InvalidParameter($"There is no directory {resolved}.", "Give an existing directory.");
    }
}
