using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>An object of PowerShell's that messages are read from.</summary>
internal sealed class MessageObject : IMessageValue
{
    // Enough for each message that a person or a service writes.
    private const int SmallTable = 64;

    private readonly object? _item;
    private readonly EntryCount _entries;
    private Dictionary<string, object?>? _small;

    /// <summary>An object from outside.</summary>
    public MessageObject(object? item)
        : this(item, new EntryCount())
    {
    }

    private MessageObject(object? item, EntryCount entries)
    {
        _item = item;
        _entries = entries;
        Value = ForeignObject.Unwrap(item);
    }

    /// <inheritdoc/>
    public object? Value { get; }

    /// <inheritdoc/>
    public IEnumerable<IMessageValue>? Items => ForeignObject.Items(_item, Unreadable)?.Select(item => new MessageObject(item, _entries));

    /// <inheritdoc/>
    public IMessageValue? Member(string name) => ForeignObject.Read(() => Find(name), Unreadable) is { } member ? new MessageObject(member, _entries) : null;

    // Data only: a property that is a script may take for ever, and Tab reads conversations too. Code properties are those of types files.
    private object? Find(string name)
    {
        var member = Value is IDictionary table ? Entry(table, name) : PSObject.AsPSObject(_item!).Properties[name] switch
        {
            null or PSCodeProperty => null,
            (PSNoteProperty or PSProperty) and var property => property.Value,
            _ => throw QwenErrors.NoConversation($"its property {name} is a script"),
        };
        return ForeignObject.Unwrap(member) is null ? null : member;
    }

    private object? Entry(IDictionary table, string name)
    {
        if (table.Count > SmallTable)
            return Entries(table).FirstOrDefault(entry => name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)).Value;
        if (_small is null)
        {
            _small = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in Entries(table))
                _small.TryAdd(key, value);
        }

        return _small.GetValueOrDefault(name);
    }

    private IEnumerable<(string Name, object? Value)> Entries(IDictionary table)
    {
        foreach (DictionaryEntry entry in table)
        {
            if (++_entries.Count > InputLimits.Entries)
                throw QwenErrors.NoConversation($"its tables have more than {InputLimits.Entries} entries");
            if (ForeignObject.Unwrap(entry.Key) is string name)
                yield return (name, entry.Value);
        }
    }

    private static QwenException Unreadable(Exception exception) => QwenErrors.NoConversation($"it cannot be read ({exception.GetType().Name})");

    // Messages from a file may share one table, so that a small file stands for more than the memory holds.
    private sealed class EntryCount
    {
        public int Count { get; set; }
    }
}
