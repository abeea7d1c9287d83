using System.Runtime.InteropServices;

namespace QwenCode.Console;

/// <summary>Ends what runs, and lets the console save it, before the process ends because its terminal was closed or it was told to terminate.</summary>
internal sealed class HangupGuard : IDisposable
{
    // The system kills a process that takes much longer.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _isIdle = new(initialState: true);
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action _saveRunning;
    private volatile Action? _cancel;

    /// <summary>Begins to listen. What the process does at such a signal otherwise, it does afterwards.</summary>
    /// <param name="saveRunning">Saves what came of what runs, and does not end in time; called on another thread.</param>
    public HangupGuard(Action saveRunning)
    {
        _saveRunning = saveRunning;
        _signals = [Listen(PosixSignal.SIGHUP), Listen(PosixSignal.SIGTERM)];
    }

    /// <summary>Runs something that is to be saved.</summary>
    /// <param name="cancel">Ends it; called on another thread.</param>
    /// <param name="action">What runs, and saves what came of it.</param>
    public void Run(Action cancel, Action action)
    {
        _isIdle.Reset();
        _cancel = cancel;
        try
        {
            action();
        }
        finally
        {
            _cancel = null;
            _isIdle.Set();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_signals, signal => signal.Dispose());

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ =>
    {
        _cancel?.Invoke();
        if (_isIdle.Wait(MostTime))
            return;
        try
        {
            _saveRunning();
        }
        catch (QwenException)
        {
            // Nobody can be told.
        }
    });
}
