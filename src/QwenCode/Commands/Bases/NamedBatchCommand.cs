using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;

namespace QwenCode.Commands;

/// <summary>The parameters of the commands that change batches: they never mean all batches unless <c>*</c> is specified.</summary>
public abstract class NamedBatchCommand : BatchCommand
{
    private protected NamedBatchCommand()
    {
    }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BatchCompleter))]
    [SupportsWildcards]
    [NameTransformation(typeof(QwenBatch))]
    [ValidateNotBlank]
    public override string[] Name { get; set; } = [];
}
