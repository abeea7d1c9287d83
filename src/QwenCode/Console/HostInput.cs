using System.Management.Automation.Host;
using QwenCode.SignIn;

namespace QwenCode.Console;

/// <summary>Reads prompts with the host's own line editor, if there is no terminal: remote sessions, editors.</summary>
internal sealed class HostInput(PSHostUserInterface ui) : IChatInput
{
    /// <inheritdoc/>
    public Prompts Prompts { get; } = new HostPrompts(ui);

    /// <inheritdoc/>
    public string? HistoryProblem => null;

    /// <inheritdoc/>
    public ScreenRows Typed => ScreenRows.None;

    /// <inheritdoc/>
    public string? Read()
    {
        ui.Write("> ");
        return ui.ReadLine();
    }

    /// <inheritdoc/>
    public IDisposable Listen(Action cancel) => new Nothing();

    /// <inheritdoc/>
    public void Lend(Action action) => action();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
