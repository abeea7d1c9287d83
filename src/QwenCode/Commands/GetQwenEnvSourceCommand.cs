using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;

namespace QwenCode.Commands;

/// <summary>
/// Shows which <c>.env</c> file applies to a directory, what it sets, the state of each variable, and warnings.
/// </summary>
[Cmdlet(VerbsCommon.Get, "QwenEnvSource")]
[OutputType(typeof(EnvSource))]
public sealed class GetQwenEnvSourceCommand : EnvCommand
{
    /// <summary>The directories to search from. Defaults to the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotBlank]
    public string[]? Path { get; set; }

    /// <summary>Shows each location of the search in order, each with its file.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Shows all values unmasked.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

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
        var files = ReadAll(directory);
        var inEffect = InEffect(files);
        foreach (var file in files)
        {
            // A location that was ignored may have warnings as well.
            if (All || file == inEffect || file.State == EnvFileState.Missing)
                WriteWarnings(file.Warnings);
            if (All || file == inEffect)
                WriteObject(file.ToSource(AsPlainText));
        }

        if (inEffect is null)
            WarnOfNone(directory, files, All);
    }
}
