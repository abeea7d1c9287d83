namespace QwenCode.Chat;

/// <summary>A value from outside that messages are read from: a list, a table, a text, or an object as it came back from XML or JSON.</summary>
internal interface IMessageValue
{
    /// <summary>The value itself; <see langword="null"/> for none.</summary>
    object? Value { get; }

    /// <summary>Its items, lazily; <see langword="null"/> if it is not a list.</summary>
    IEnumerable<IMessageValue>? Items { get; }

    /// <summary>Its member of a name, whose case does not matter; <see langword="null"/> if it has none, or it is null.</summary>
    /// <exception cref="QwenException">The member cannot be read (<c>InvalidInput</c>).</exception>
    IMessageValue? Member(string name);
}
