using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>Notes each value in effect with all its sources. Their text is created on first use, which most requests do not need.</summary>
internal sealed class ValueNotes
{
    private readonly List<(string Name, Func<string> Value, IEnumerable<ValueSource> Sources)> _notes = [];

    /// <summary>Notes a value that can be shown.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="value">The value.</param>
    /// <param name="sources">Where it came from, and what it overrides.</param>
    public void Add(string name, string value, IEnumerable<ValueSource> sources) => _notes.Add((name, () => value, sources));

    /// <summary>Notes the first of some values, if there is one.</summary>
    public void Add(string name, List<SourcedValue> values)
    {
        if (values.Count > 0)
            _notes.Add((name, () => values[0].Reference ?? SecretMask.Value(values[0].Value), values.Select(v => v.Source)));
    }

    /// <summary>Notes the first of some keys.</summary>
    public void AddKey(string name, List<SourcedValue> keys) => _notes.Add((name, () => keys[0].Secret.ToString(), keys.Select(k => k.Source)));

    /// <summary>The values as users see them.</summary>
    /// <remarks>An array: PowerShell cannot index the list that a collection expression makes for an interface.</remarks>
    public AuthSource[] ToSources() => _notes.Select(note => Source(note.Name, note.Value(), note.Sources)).ToArray();

    private static AuthSource Source(string name, string value, IEnumerable<ValueSource> sources)
    {
        var all = sources.ToList();
        var used = all[0].ToString();
        return new AuthSource(name, value, used, [.. all.Where(s => s.Kind != ValueSourceKind.Default).Select(s => s.ToString()).Distinct().Where(s => s != used)]);
    }
}
