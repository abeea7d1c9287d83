using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>What does not match a schema, and its JSON path.</summary>
/// <param name="Reason">What is wrong with the value at the path.</param>
internal sealed record SchemaMismatch(string Reason)
{
    private const int MostName = 40;
    private const int MostPath = 120;
    private const int MostWords = 240;
    private const char Ellipsis = '…';

    private string _path = "";
    private string _words = "";

    /// <summary>How many levels below the root the value is.</summary>
    public int Level { get; private init; }

    /// <summary>What to do about it, if the reason does not say it.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>Whether the value matches, and the class that it is for threw an exception.</summary>
    public bool IsOfClass { get; init; }

    /// <summary>The mismatch with its path in words: <c>it is null</c>, <c>the item at index 0 of the member 'a' is null</c>.</summary>
    public string InWords => $"{(Level == 0 ? "it" : _words)} {Reason}";

    /// <summary>The mismatch, seen from the object that has the value as a property.</summary>
    public SchemaMismatch In(string property) => Below(IsSimple(property) ? $".{property}" : $"['{ForeignText.OneLine(property, MostName)}']", $"the member '{ForeignText.OneLine(property, MostName)}'");

    /// <summary>The mismatch, seen from the array that has the value as an item.</summary>
    public SchemaMismatch In(int item) => Below($"[{item}]", $"the item at index {item}");

    /// <inheritdoc/>
    public override string ToString() => $"${_path} {Reason}";

    private static bool IsSimple(string name) => name.Length is > 0 and <= MostName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private SchemaMismatch Below(string step, string words) => this with
    {
        Level = Level + 1,
        _path = _path.StartsWith(Ellipsis) ? _path : _path.Length + step.Length > MostPath ? Ellipsis + _path : step + _path,
        _words = Level == 0 ? words : _words.EndsWith(Ellipsis) ? _words : $"{_words} of {(_words.Length + words.Length > MostWords ? Ellipsis : words)}",
    };
}
