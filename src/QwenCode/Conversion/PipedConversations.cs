namespace QwenCode.Conversion;

/// <summary>The answers and conversations in the pipeline, each of which is continued. The first one waits for what follows it, so that nothing has been sent if that is input.</summary>
/// <param name="continueOne">Continues one of them.</param>
internal sealed class PipedConversations(Action<object> continueOne)
{
    private object? _waiting;

    /// <summary>Whether the first one waits, so that nothing has been sent.</summary>
    public bool IsWaiting => _waiting is not null;

    /// <summary>Whether one was continued.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Takes one, and continues it unless it is the first.</summary>
    public void Add(object item)
    {
        if (!IsWaiting && !IsBegun)
        {
            _waiting = item;
            return;
        }

        Finish();
        continueOne(item);
    }

    /// <summary>Continues the one that waits: no input follows it.</summary>
    public void Finish()
    {
        if (_waiting is not { } first)
            return;
        (_waiting, IsBegun) = (null, true);
        continueOne(first);
    }
}
