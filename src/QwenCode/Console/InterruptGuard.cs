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

    private static readonly object Gate = new();

    // A console may run in another one. Ctrl+C is for what began last.
    private static readonly List<InterruptGuard> Guarding = [];
    private static object? _executor;

    private readonly ITimer _end;
    private Action? _interrupt;
    private bool _isRunning;

    /// <summary>A guard that guards nothing yet.</summary>
    /// <param name="time">The clock.</param>
    public InterruptGuard(TimeProvider time) => _end = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Guards until <paramref name="action"/> has ended, and a second longer: Ctrl+C may be reported only then. Of several guards the last acts.</summary>
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
            lock (Gate)
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

    private static void Interrupt(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        Action? interrupt;
        lock (Gate)
            interrupt = Guarding.LastOrDefault()?._interrupt;
        interrupt?.Invoke();
    }

    private void Begin(Action interrupt)
    {
        lock (Gate)
        {
            if (Guarding.Count == 0 && Current is { CanWrite: true })
            {
                _executor = Current.GetValue(null);
                Current.SetValue(null, null);
                System.Console.CancelKeyPress += Interrupt;
            }

            Guarding.Remove(this);
            Guarding.Add(this);
            (_interrupt, _isRunning) = (interrupt, true);
        }
    }

    private void End()
    {
        lock (Gate)
        {
            if (_isRunning || !Guarding.Remove(this))
                return;
            _interrupt = null;
            if (Guarding.Count > 0 || Current is not { CanWrite: true })
                return;
            System.Console.CancelKeyPress -= Interrupt;
            Current.SetValue(null, _executor);
            _executor = null;
        }
    }
}
