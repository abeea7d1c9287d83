using System.Management.Automation.Host;
using QwenCode.SignIn;

namespace QwenCode.Console;

/// <summary>Reads prompts with the host's own line editor, if there is no terminal: remote sessions, editors.</summary>
/// <param name="host">The host.</param>
/// <param name="time">The clock.</param>
internal sealed class HostInput(PSHost host, TimeProvider time) : IChatInput
{
    private readonly InterruptGuard _guard = new(time);

    /// <inheritdoc/>
    public Prompts Prompts { get; } = new HostPrompts(host);

    /// <inheritdoc/>
    public string? HistoryProblem => null;

    /// <inheritdoc/>
    public ScreenRows Typed => ScreenRows.None;

    /// <inheritdoc/>
    public string? Read()
    {
        host.UI.Write("> ");
        return host.UI.ReadLine();
    }

    /// <inheritdoc/>
    public IDisposable Listen(Action cancel) => new Nothing();

    /// <inheritdoc/>
    public void ReturnQueued()
    {
    }

    /// <inheritdoc/>
    public void Lend(Action interrupt, Action action) => _guard.Run(interrupt, action);

    /// <inheritdoc/>
    public void Dispose() => _guard.Dispose();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
