using System.Text;

namespace QwenCode.Console;

/// <summary>
/// Folds the keys that .NET reports to inputs: sequences that it does not decode, pastes, and characters of two units. A terminal
/// sends a sequence at once; the keys of a person are apart.
/// </summary>
/// <param name="deliver">Called with each input.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyFolder(Action<ConsoleInput> deliver, TimeProvider time)
{
    private const char Escape = '\u001B';
    private const string BeginOfPaste = "200";
    private const int LongestSequence = 64;

    // So many keys at once are no person's: an Enter that follows may be in the middle of a paste.
    private const int ShortestBurst = 8;

    private static readonly TimeSpan MostAfterEscape = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan MostInSequence = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostInPaste = TimeSpan.FromSeconds(1);

    private readonly StringBuilder _sequence = new();
    private readonly PasteText _paste = new();
    private readonly TypedKeys _typed = new();
    private State _state;
    private long _last;
    private bool _wasMoreQueued;
    private int _atOnce;

    private enum State
    {
        Ready,
        AfterEscape,
        AfterO,
        InSequence,
        InPaste,
        InBurst,
        AfterEnter,
    }

    /// <summary>Takes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isMoreQueued">Whether another one was queued when it was read.</param>
    public void Add(ConsoleKeyInfo key, bool isMoreQueued)
    {
        if (!_wasMoreQueued)
            Idle();
        _atOnce = _wasMoreQueued ? _atOnce + 1 : 1;
        _wasMoreQueued = isMoreQueued;
        _last = time.GetTimestamp();
        switch (_state)
        {
            case State.AfterEscape:
                AddAfterEscape(key);
                break;
            case State.AfterO:
                _state = State.Ready;
                Deliver(KeySequence.Parse(key.KeyChar));
                break;
            case State.InSequence:
                AddToSequence(key);
                break;
            case State.InPaste:
                if (_paste.Add(key))
                    EndPaste();
                break;
            case State.InBurst:
                AddToBurst(key);
                break;
            default:
                AddFirst(key);
                break;
        }
    }

    /// <summary>Delivers what has waited long enough for a continuation. Called while nothing is queued.</summary>
    public void Idle()
    {
        if (_state == State.Ready)
            return;
        var most = _state switch
        {
            State.InPaste => MostInPaste,
            State.InSequence => MostInSequence,
            _ => MostAfterEscape,
        };
        if (time.GetElapsedTime(_last) >= most)
            Flush();
    }

    /// <summary>Delivers what waits for a continuation.</summary>
    public void Flush()
    {
        var state = _state;
        _state = State.Ready;
        _wasMoreQueued = false;
        switch (state)
        {
            case State.AfterEscape:
                deliver(ConsoleInput.Pressed(ConsoleKey.Escape));
                break;
            case State.AfterO:
                deliver(ConsoleInput.Pressed(ConsoleKey.O, ConsoleModifiers.Alt | ConsoleModifiers.Shift));
                break;
            case State.AfterEnter:
                deliver(ConsoleInput.Pressed(ConsoleKey.Enter));
                break;
            case State.InPaste or State.InBurst:
                EndPaste();
                break;
        }
    }

    private void AddFirst(ConsoleKeyInfo key)
    {
        var isAfterEnter = _state == State.AfterEnter;
        _state = State.Ready;
        if (isAfterEnter)
        {
            BeginBurst();
            AddToBurst(key);
        }
        else if (key is { Key: ConsoleKey.Enter, KeyChar: '\r' or '\n', Modifiers: 0 } && (_wasMoreQueued || _atOnce >= ShortestBurst))
        {
            if (_wasMoreQueued)
                BeginBurst();
            else
                _state = State.AfterEnter;
        }
        else if (key.Key == ConsoleKey.Escape || key.KeyChar == Escape)
        {
            _state = State.AfterEscape;
        }
        else if (key is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt })
        {
            BeginSequence();
        }
        else
        {
            DeliverKey(key, key.Modifiers);
        }
    }

    private void AddAfterEscape(ConsoleKeyInfo key)
    {
        switch (key.KeyChar)
        {
            case '[':
                BeginSequence();
                break;
            case 'O' when _wasMoreQueued:
                _state = State.AfterO;
                break;
            case Escape:
                deliver(ConsoleInput.Pressed(ConsoleKey.Escape));
                break;
            default:
                _state = State.Ready;
                DeliverKey(key, key.Modifiers | ConsoleModifiers.Alt);
                break;
        }
    }

    private void BeginSequence()
    {
        _state = State.InSequence;
        _sequence.Clear();
    }

    private void AddToSequence(ConsoleKeyInfo key)
    {
        if (key.KeyChar is >= ' ' and < '@' && _sequence.Length < LongestSequence)
        {
            _sequence.Append(key.KeyChar);
            return;
        }

        _state = State.Ready;
        if (key.KeyChar is < '@' or > '~')
        {
            AddFirst(key);
        }
        else if (key.KeyChar == '~' && _sequence.Equals(BeginOfPaste))
        {
            _paste.Begin(isBracketed: true);
            _state = State.InPaste;
        }
        else
        {
            Deliver(KeySequence.Parse(_sequence.ToString(), key.KeyChar));
        }
    }

    private void BeginBurst()
    {
        _state = State.InBurst;
        _paste.Begin(isBracketed: false);
        _paste.AddLineBreak();
    }

    // The last key of all decides: an Enter sends what was pasted, as it would have if it had been typed.
    private void AddToBurst(ConsoleKeyInfo key)
    {
        var isEnd = key.Key == ConsoleKey.Enter && !_wasMoreQueued;
        if (!isEnd && PasteText.IsText(key))
        {
            _paste.Add(key);
            if (!_wasMoreQueued)
                EndPaste();
            return;
        }

        EndPaste();
        AddFirst(key);
    }

    private void EndPaste()
    {
        _state = State.Ready;
        if (_paste.Take() is { Length: > 0 } text)
            deliver(ConsoleInput.Pasted(text));
    }

    private void DeliverKey(ConsoleKeyInfo key, ConsoleModifiers modifiers) => Deliver(_typed.Add(key, modifiers));

    private void Deliver(ConsoleInput? input)
    {
        if (input is not null)
            deliver(input);
    }
}
