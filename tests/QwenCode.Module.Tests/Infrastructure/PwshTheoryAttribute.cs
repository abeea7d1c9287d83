using System.Runtime.CompilerServices;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A theory that needs <c>pwsh</c>; skipped by name, with the reason, if there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PwshTheoryAttribute : TheoryAttribute
{
    public PwshTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = PinnedPowerShell.Missing;
}
