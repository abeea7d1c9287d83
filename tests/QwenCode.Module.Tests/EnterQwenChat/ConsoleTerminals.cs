using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(QwenCode.ModuleTests.EnterQwenChat.ConsoleTerminals))]

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>The terminals in which tests of the console run one after another, PowerShell at its prompt.</summary>
public sealed class ConsoleTerminals : IDisposable
{
    private static readonly ConcurrentBag<(PwshRun Pwsh, Terminal Terminal)> Idle = [];

    /// <summary>One that no other test uses, the project's directory empty again; <see langword="null"/> if there is none.</summary>
    internal static (PwshRun Pwsh, Terminal Terminal)? Take()
    {
        if (!Idle.TryTake(out var idle))
            return null;
        foreach (var file in Directory.EnumerateFiles(idle.Pwsh.Project))
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(idle.Pwsh.Project))
            Directory.Delete(folder, recursive: true);
        return idle;
    }

    /// <summary>Returns it.</summary>
    internal static void Return(PwshRun pwsh, Terminal terminal) => Idle.Add((pwsh, terminal));

    /// <summary>Ends them after the last test.</summary>
    public void Dispose()
    {
        while (Idle.TryTake(out var idle))
        {
            idle.Terminal.Dispose();
            idle.Pwsh.Dispose();
        }
    }
}
