using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>What does not match a schema, and its JSON path.</summary>
/// <param name="Reason">What is wrong with the value at the path.</param>
internal sealed record SchemaMismatch(string Reason)
{
    private const int MostName = 40;
    private const int MostPath = 120;
    private const char Ellipsis = '…';

    private string _path = "";

    /// <summary>How many levels below the root the value is.</summary>
    public int Level { get; private init; }

    /// <summary>What to do about it, if the reason does not say it.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The mismatch, seen from the object that has the value as a property.</summary>
    public SchemaMismatch In(string property) => Below(IsSimple(property) ? $".{property}" : $"['{ForeignText.OneLine(property, MostName)}']");

    /// <summary>The mismatch, seen from the array that has the value as an item.</summary>
    public SchemaMismatch In(int item) => Below($"[{item}]");

    /// <inheritdoc/>
    public override string ToString() => $"${_path} {Reason}";

    private static bool IsSimple(string name) => name.Length is > 0 and <= MostName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private SchemaMismatch Below(string step) => this with
    {
        Level = Level + 1,
        _path = _path.StartsWith(Ellipsis) ? _path : _path.Length + step.Length > MostPath ? Ellipsis + _path : step + _path,
    };
}
