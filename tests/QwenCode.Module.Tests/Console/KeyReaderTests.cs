using System.Collections.Concurrent;
using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

public sealed class KeyReaderTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private readonly FakeKeys _keys = new();
    private readonly BlockingCollection<ConsoleInput> _inputs = [];

    [Fact]
    public void It_delivers_keys_and_restores_the_console_at_the_end()
    {
        using (var reader = Reader())
        {
            _keys.IsPrepared.ShouldBeTrue();
            _keys.Queue("a");
            Next().ShouldBe(ConsoleInput.Typed("a", ConsoleKey.A));
        }

        _keys.IsPrepared.ShouldBeFalse();
    }

    [Fact]
    public void Paused_it_reads_nothing_and_the_console_is_restored()
    {
        using var reader = Reader();
        reader.Pause();
        _keys.IsPrepared.ShouldBeFalse();
        var looks = _keys.Looks;
        _keys.Queue("b");
        reader.Pause();
        _keys.Looks.ShouldBe(looks);

        reader.Resume();
        _keys.IsPrepared.ShouldBeTrue();
        Next().ShouldBe(ConsoleInput.Typed("b", ConsoleKey.B));
    }

    [Fact]
    public void Each_Enter_that_was_typed_while_it_was_paused_is_one_also_as_a_line_feed_and_all_is_delivered_before_it_goes_on()
    {
        using var reader = Reader();
        reader.Pause();
        _keys.Queue("a\nsome more\rx\u001B[A\n");

        reader.Resume();

        _inputs.Count.ShouldBe(15);
        new string([.. _inputs.Select(input => input.Text.Length > 0 ? input.Text[0] : input == Keys.Enter ? '.' : input == Keys.Up ? '^' : '?')]).ShouldBe("a.some more.x^.");
        while (_inputs.TryTake(out _))
        {
        }

        _keys.Queue("\n");
        Next().ShouldBe(ConsoleInput.Pressed(ConsoleKey.Enter, ConsoleModifiers.Control));
    }

    [Fact]
    public void Half_a_sequence_is_delivered_when_it_is_disposed()
    {
        using (var reader = Reader())
        {
            _keys.Queue("x\u001B[200~paste");
            Next();
            _keys.WaitUntilEmpty(Most);
        }

        Next().ShouldBe(ConsoleInput.Pasted("paste"));
    }

    [Fact]
    public void It_can_be_paused_where_it_delivers()
    {
        KeyReader? reader = null;
        using var isReady = new ManualResetEventSlim();
        reader = new KeyReader(
            input =>
            {
                isReady.Wait(Most);
                reader!.Pause();
                _inputs.Add(input);
            },
            TimeProvider.System,
            _keys);
        isReady.Set();
        _keys.Queue("ab");

        Next().ShouldBe(ConsoleInput.Typed("a", ConsoleKey.A));
        _keys.IsPrepared.ShouldBeFalse();
        reader.Resume();
        Next().ShouldBe(ConsoleInput.Typed("b", ConsoleKey.B));
        reader.Dispose();
    }

    [Fact]
    public void A_terminal_that_is_gone_is_the_end_of_the_input()
    {
        using var reader = Reader();
        _keys.Close();

        Next().ShouldBe(ConsoleInput.Closed);
    }

    [Fact]
    public void A_console_that_cannot_be_prepared_is_restored()
    {
        _keys.FailsToBegin = true;

        Should.Throw<IOException>(Reader);

        _keys.IsPrepared.ShouldBeFalse();
    }

    [Fact]
    public void A_console_that_is_gone_when_it_goes_on_is_the_end_of_the_input()
    {
        using var reader = Reader();
        reader.Pause();
        _keys.FailsToBegin = true;

        reader.Resume();

        Next().ShouldBe(ConsoleInput.Closed);
        _keys.IsPrepared.ShouldBeFalse();
    }

    private KeyReader Reader() => new(_inputs.Add, TimeProvider.System, _keys);

    private ConsoleInput Next() => _inputs.TryTake(out var input, Most) ? input : throw new TimeoutException("No input was delivered.");

    private sealed class FakeKeys : IKeySource
    {
        private readonly ConcurrentQueue<ConsoleKeyInfo> _queue = new();
        private volatile bool _isClosed;
        private int _looks;

        public bool FailsToBegin { get; set; }

        public bool IsPrepared { get; private set; }

        public int Looks => Volatile.Read(ref _looks);

        public bool IsKeyQueued
        {
            get
            {
                Interlocked.Increment(ref _looks);
                if (_isClosed)
                    throw new InvalidOperationException("gone");
                return !_queue.IsEmpty;
            }
        }

        public ConsoleKeyInfo Take() => _queue.TryDequeue(out var key) ? key : throw new InvalidOperationException("nothing is queued");

        public void Begin()
        {
            IsPrepared = true;
            if (FailsToBegin)
                throw new IOException("gone");
        }

        public void End() => IsPrepared = false;

        public void Queue(string units)
        {
            foreach (var unit in units)
                _queue.Enqueue(Keys.Of(unit));
        }

        public void WaitUntilEmpty(TimeSpan most) => SpinWait.SpinUntil(() => _queue.IsEmpty, most).ShouldBeTrue();

        public void Close() => _isClosed = true;
    }
}
