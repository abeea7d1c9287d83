using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using QwenCode.Errors;

namespace QwenCode.Tools;

/// <summary>Copies of the functions and script blocks of a session, which stay what they were if the name is redefined.</summary>
internal sealed class FunctionCopies
{
    // In a scope of its own, so that nothing in the session has this function.
    private const string Copy = """
        param($Name, $ScriptBlock)
        Microsoft.PowerShell.Management\Set-Item -LiteralPath "function:local:$Name" -Value $ScriptBlock -WhatIf:$false -Confirm:$false
        Microsoft.PowerShell.Core\Get-Command -Name $Name -CommandType Function, Filter
        """;

    private readonly ConditionalWeakTable<ScriptBlock, ToolCommand> _known = [];

    /// <summary>The copy of a function. It is made once: a script block never changes.</summary>
    /// <param name="block">Its code.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="QwenException">It cannot be a tool (<c>InvalidTool</c>).</exception>
    public ToolCommand Of(ScriptBlock block, string name)
    {
        if (_known.TryGetValue(block, out var known) && known.Text == name)
            return known;

        // The variables of a closure are in a module of its own.
        var copy = new ToolCommand(CopyOf(block, name), name, (block.Ast, block.Module));
        if (!HasDynamicParameters(block.Ast))
            _known.AddOrUpdate(block, copy);
        return copy;
    }

    private static bool HasDynamicParameters(Ast code) => (code is FunctionDefinitionAst function ? function.Body : code) is not ScriptBlockAst { DynamicParamBlock: null };

    private static FunctionInfo CopyOf(ScriptBlock block, string name)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript(Copy, useLocalScope: true).AddArgument(name).AddArgument(block);
        try
        {
            return shell.Invoke<FunctionInfo>() is [var copy] ? copy : throw Unusable(name, "PowerShell does not define it");
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw Unusable(name, exception.Message);
        }
    }

    private static QwenException Unusable(string name, string why) => QwenErrors.ToolUnusable(name, $"the function cannot be read ({why})", "Correct it, or give it another name.");
}
