namespace QwenCode.Console;

/// <summary>
/// Reads the keys of the console on a thread of its own, so that a key is noticed while an answer arrives. The keys are polled: a read that
/// waits could not be ended.
/// </summary>
internal sealed class KeyReader : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly AutoResetEvent _changed = new(initialState: false);
    private readonly IKeySource _source;
    private readonly Action<ConsoleInput> _deliver;
    private readonly TimeProvider _time;
    private readonly KeyFolder _folder;
    private readonly Thread _thread;
    private long _lastKey;
    private bool _isReading;
    private bool _isDisposed;

    /// <summary>Prepares the console and begins to read.</summary>
    /// <param name="deliver">Called on the thread of this reader with each input. It must not throw, and must not wait for someone who pauses the reader.</param>
    /// <param name="time">The clock.</param>
    /// <param name="source">The keys; by default those of this process's console.</param>
    public KeyReader(Action<ConsoleInput> deliver, TimeProvider time, IKeySource? source = null)
    {
        _source = source ?? new ConsoleKeySource();
        (_deliver, _time) = (deliver, time);
        _folder = new KeyFolder(deliver, time);
        _lastKey = time.GetTimestamp();
        Begin();
        _thread = new Thread(Read) { IsBackground = true, Name = "QwenCode keys" };
        _thread.Start();
    }

    /// <summary>Restores the console, and reads nothing from when it returns, so that others can.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (!_isReading)
                return;
            _isReading = false;
            try
            {
                _source.End();
            }
            catch (Exception exception) when (IsGone(exception))
            {
                // There is nothing to restore.
            }
        }

        _changed.Set();
    }

    /// <summary>Prepares the console again, delivers what was typed until now, and goes on reading. A console that is gone is delivered as closed.</summary>
    public void Resume()
    {
        try
        {
            Begin();
        }
        catch (Exception exception) when (IsGone(exception))
        {
            _deliver(ConsoleInput.Closed);
        }
    }

    /// <summary>Restores the console and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }

        Pause();
        _changed.Set();
        if (Thread.CurrentThread == _thread)
            return;
        _thread.Join();
        _changed.Dispose();
    }

    private static bool IsGone(Exception exception) => exception is IOException or InvalidOperationException or UnauthorizedAccessException;

    private void Begin()
    {
        lock (_gate)
        {
            if (_isReading || _isDisposed)
                return;

            // First: what fails halfway is restored too.
            _isReading = true;
            try
            {
                _source.Begin();
                ReadTypedBefore();
            }
            catch
            {
                Pause();
                throw;
            }
        }

        _changed.Set();
    }

    // While nobody read, each Enter ended a line. All of it comes at once now, like a paste, and a terminal that edits the lines itself, as
    // for a program, made a line feed of Enter, which is Ctrl+J otherwise.
    private void ReadTypedBefore()
    {
        var folder = new KeyFolder(_deliver, _time);
        try
        {
            while (_isReading && _source.IsKeyQueued)
            {
                var key = _source.Take();
                if (key is { Key: ConsoleKey.Enter, KeyChar: '\r' or '\n', Modifiers: 0 or ConsoleModifiers.Control })
                {
                    folder.Flush();
                    _deliver(ConsoleInput.Pressed(ConsoleKey.Enter));
                }
                else
                {
                    folder.Add(key, _source.IsKeyQueued);
                }
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // The next look reports it.
        }

        folder.Flush();
    }

    private void Read()
    {
        try
        {
            while (!Volatile.Read(ref _isDisposed))
                _changed.WaitOne(ReadQueued());
            _folder.Flush();
        }
        catch (Exception exception) when (IsGone(exception))
        {
            _folder.Flush();
            _deliver(ConsoleInput.Closed);
        }
    }

    // The time until the next look; infinite while paused.
    private TimeSpan ReadQueued()
    {
        while (TakeNext(out var key, out var isMoreQueued))
        {
            _lastKey = _time.GetTimestamp();
            _folder.Add(key, isMoreQueued);
        }

        if (!Volatile.Read(ref _isReading))
        {
            _folder.Flush();
            return Timeout.InfiniteTimeSpan;
        }

        _folder.Idle();
        return _time.GetElapsedTime(_lastKey) < Lately ? Soon : Later;
    }

    private bool TakeNext(out ConsoleKeyInfo key, out bool isMoreQueued)
    {
        lock (_gate)
        {
            var isQueued = _isReading && _source.IsKeyQueued;
            key = isQueued ? _source.Take() : default;
            isMoreQueued = isQueued && _source.IsKeyQueued;
            return isQueued;
        }
    }
}
