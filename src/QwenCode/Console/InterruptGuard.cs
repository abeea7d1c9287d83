using System.Reflection;

namespace QwenCode.Console;

/// <summary>While it exists, Ctrl+C at PowerShell's console host ends what runs in the session, and not the pipeline of the console around it.</summary>
/// <remarks>
/// PowerShell has no public member for it: its host stops the pipeline that it executes. If its internals are not as expected, Ctrl+C ends
/// the console, too, which has saved its turns.
/// </remarks>
internal sealed class InterruptGuard : IDisposable
{
    private const string ExecutorType = "Microsoft.PowerShell.Executor, Microsoft.PowerShell.ConsoleHost";
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly PropertyInfo? Current = Type.GetType(ExecutorType, throwOnError: false)?.GetProperty("CurrentExecutor", Static);

    private readonly ConsoleCancelEventHandler _handler;
    private readonly object? _executor;
    private readonly bool _isActive;

    /// <summary>Begins.</summary>
    /// <param name="interrupt">Ends what runs; called on a thread of the system.</param>
    public InterruptGuard(Action interrupt)
    {
        _handler = (_, press) =>
        {
            press.Cancel = true;
            interrupt();
        };
        if (Current is not { CanWrite: true })
            return;
        _executor = Current.GetValue(null);
        Current.SetValue(null, null);
        System.Console.CancelKeyPress += _handler;
        _isActive = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isActive)
            return;
        System.Console.CancelKeyPress -= _handler;
        Current!.SetValue(null, _executor);
    }
}
