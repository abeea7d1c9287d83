using System.Reflection;

namespace QwenCode.Console;

/// <summary>Lets Ctrl+C at PowerShell's console host end what runs in the session, and not the pipeline of the console around it.</summary>
/// <remarks>
/// PowerShell has no public member for it: its host stops the pipeline that it executes. If its internals are not as expected, Ctrl+C ends
/// the console, too, which has saved its turns.
/// </remarks>
internal sealed class InterruptGuard : IDisposable
{
    private const string ExecutorType = "Microsoft.PowerShell.Executor, Microsoft.PowerShell.ConsoleHost";
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    // Ctrl+C ends a program at once, but is reported to this process, and handled by PowerShell's host, on other threads, which may come later.
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(1);

    private static readonly PropertyInfo? Current = Type.GetType(ExecutorType, throwOnError: false)?.GetProperty("CurrentExecutor", Static);

    private readonly object _gate = new();
    private readonly ITimer _end;
    private Action? _interrupt;
    private bool _isRunning;
    private object? _executor;

    /// <summary>A guard that guards nothing yet.</summary>
    /// <param name="time">The clock.</param>
    public InterruptGuard(TimeProvider time) => _end = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Guards until <paramref name="action"/> has ended, and a second longer: Ctrl+C may be reported only then.</summary>
    /// <param name="interrupt">Ends what runs, or has just ended; called on a thread of the system.</param>
    /// <param name="action">What runs.</param>
    public void Run(Action interrupt, Action action)
    {
        Begin(interrupt);
        try
        {
            action();
        }
        finally
        {
            lock (_gate)
            {
                _isRunning = false;
                _end.Change(MostDelay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Guards no longer.</summary>
    public void Dispose()
    {
        _end.Dispose();
        End();
    }

    private void Begin(Action interrupt)
    {
        lock (_gate)
        {
            if (_interrupt is null && Current is { CanWrite: true })
            {
                _executor = Current.GetValue(null);
                Current.SetValue(null, null);
                System.Console.CancelKeyPress += Interrupt;
            }

            (_interrupt, _isRunning) = (interrupt, true);
        }
    }

    private void Interrupt(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        Action? interrupt;
        lock (_gate)
            interrupt = _interrupt;
        interrupt?.Invoke();
    }

    private void End()
    {
        lock (_gate)
        {
            if (_isRunning || _interrupt is null)
                return;
            _interrupt = null;
            if (Current is not { CanWrite: true })
                return;
            System.Console.CancelKeyPress -= Interrupt;
            Current.SetValue(null, _executor);
        }
    }
}
