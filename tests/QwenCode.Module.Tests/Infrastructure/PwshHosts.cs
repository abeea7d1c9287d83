using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(QwenCode.ModuleTests.Infrastructure.PwshHosts))]

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>The PowerShell processes that run scripts for the tests, as many as there are scripts at once.</summary>
public sealed class PwshHosts : IDisposable
{
    private static readonly ConcurrentBag<PwshHost> Idle = [];

    /// <summary>One that no other script runs in.</summary>
    internal static async Task<PwshHost> TakeAsync(CancellationToken cancellationToken) =>
        Idle.TryTake(out var host) ? host : await PwshHost.StartAsync(cancellationToken);

    /// <summary>Returns it after its script has ended.</summary>
    internal static void Return(PwshHost host) => Idle.Add(host);

    /// <summary>Ends them after the last test.</summary>
    public void Dispose()
    {
        while (Idle.TryTake(out var host))
            host.Dispose();
    }
}
