using QwenCode.Showing;

namespace QwenCode;

/// <summary>A value in effect, its source, and the sources that it overrides.</summary>
public sealed class AuthSource
{
    internal AuthSource(string name, string value, string source, IReadOnlyList<string> overridden)
    {
        Name = ForeignText.OneLine(name);
        Value = ForeignText.OneLine(value);
        Source = ForeignText.OneLine(source);
        Overridden = ForeignText.OneLine(overridden);
    }

    /// <summary>What the value is for: <c>Method</c>, <c>Route</c>, <c>ApiKey</c>, <c>BaseUrl</c>, <c>Model</c> or <c>GenerationConfig</c>.</summary>
    public string Name { get; }

    /// <summary>The value; a key is masked.</summary>
    public string Value { get; }

    /// <summary>Where it came from.</summary>
    public string Source { get; }

    /// <summary>The other sources of the value, which were not used, in order of precedence; defaults are left out.</summary>
    public IReadOnlyList<string> Overridden { get; }

    /// <summary>Name, value, source, and what it overrides.</summary>
    public override string ToString() => $"{Name} = {Value} ({Source}){(Overridden.Count == 0 ? "" : $", over {string.Join(", ", Overridden)}")}";
}
