using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Management.Automation;
using QwenCode.Pipeline;
using QwenCode.Session;
using QwenCode.Showing;

namespace QwenCode.Views;

/// <summary>
/// The properties of an object as views show them, harmless for a terminal: <c>Text</c> is the property on one line, <c>TextLines</c> with
/// its line breaks, <c>TextJoined</c> its items in a row, <c>TextBegin</c> its first line, <c>NameShort</c> the beginning of a name that others may make of any length, <c>TextWrapped</c> has lines broken at the width of the console,
/// <c>MessagesCount</c> is the number of items, and <c>CreatedAtDate</c> and <c>CreatedAtTime</c> are a time of the Gregorian calendar in every culture.
/// </summary>
internal sealed class ShownProperties : DynamicObject
{
    private const string Begin = "Begin";
    private const string Count = "Count";
    private const string Date = "Date";
    private const string Joined = "Joined";
    private const string Lines = "Lines";
    private const string Short = "Short";
    private const string Time = "Time";
    private const string Wrapped = "Wrapped";
    private const int Indent = 2;
    private const int LeastColumns = 20;

    private readonly PSObject _instance;

    /// <summary>Those of an object of the module, or of one that came back from XML.</summary>
    public ShownProperties(PSObject instance) => _instance = instance;

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        result = Get(binder.Name);
        return true;
    }

    private object? Get(string name) => name switch
    {
        "Answer" => AnswerView.Of(_instance, QwenSession.Current.Host),
        "Self" => HumanText.Lines(_instance.ToString()),
        "SelfBegin" => HumanText.FirstLine(_instance.ToString()),
        "ContentLines" => LinesOf(MessageViews.Lines(_instance)),
        "ContentOf" => Value(nameof(ChatImage.Url)) is string url ? OfFile(Value(nameof(ChatImage.Name)), HumanText.Image(url)) : HumanText.Lines(_instance.ToString()),
        "StateLines" => LinesOf(new[] { Value(nameof(EnvVariable.State)), Value(nameof(EnvVariable.Reason)) }.Where(value => value is not null)),
        "VariableNames" => LinesOf(Items(Value(nameof(EnvSource.Variables))).Select(variable => ForeignText.Name(PSObject.AsPSObject(variable).Properties[nameof(EnvVariable.Name)]?.Value?.ToString()))),
        "Folder" => HumanText.OneLine(Path.GetFileName(Path.TrimEndingDirectorySeparator($"{Value(nameof(SavedConversation.WorkingDirectory))}"))),
        "MessagesEnd" => HumanText.FirstLine(Items(Value(nameof(Conversation.Messages))).LastOrDefault()?.ToString()),
        "From" => Wrap([$"from {Value(nameof(AuthSource.Source))}"]),
        "Over" => Wrap(Items(Value(nameof(AuthSource.Overridden))).Select(overridden => $"over {overridden}")),
        _ when Has(name, Joined) is { } property => HumanText.OneLine(string.Join(", ", Items(Value(property)))),
        _ when Has(name, Lines) is { } property => LinesOf(Items(Value(property))),
        _ when Has(name, Count) is { } property => Value(property) is { } list ? Items(list).Count() : 0,
        _ when Has(name, Date) is { } property => TimeOf(property, "yyyy-MM-dd"),
        _ when Has(name, Time) is { } property => TimeOf(property, "yyyy-MM-dd HH:mm:ss"),
        _ when Has(name, Begin) is { } property => HumanText.FirstLine(Value(property)?.ToString()),
        _ when Has(name, Short) is { } property => ForeignText.Name(Value(property)?.ToString()),
        _ when Has(name, Wrapped) is { } property => Wrap(Items(Value(property)).Select(item => $"{item}")),
        _ => Shown(name, Value(name)),
    };

    // A value without foreign text keeps its type, and with it the alignment and the format of the view.
    private static object? Shown(string name, object? value) => value switch
    {
        null or bool or int or long or double or decimal or DateTime or DateTimeOffset or Enum => value,
        TimeSpan duration => HumanText.Duration(duration),
        Uri url => HumanText.Url(url),
        string url when name == nameof(ChatImage.Url) => HumanText.Image(url),
        IEnumerable list and not string => HumanText.OneLine(HumanText.Lines(list)),
        _ => HumanText.OneLine(value.ToString()),
    };

    // A time that came back from XML is an object with the time on the clock.
    private string? TimeOf(string property, string format)
    {
        if (_instance.Properties[property]?.Value is not { } value)
            return null;
        var time = PSObject.AsPSObject(value);
        var clock = time.BaseObject as IFormattable ?? time.Properties[nameof(DateTimeOffset.DateTime)]?.Value as IFormattable;
        return clock?.ToString(format, CultureInfo.InvariantCulture) ?? HumanText.OneLine(time.ToString());
    }

    private static string OfFile(object? name, string url) => HumanText.OneLine($"{name}") is { Length: > 0 } shown && shown != url ? $"{shown}, {url}" : url;

    private static string LinesOf(IEnumerable<object?> items) => HumanText.Lines(string.Join('\n', items));

    private static string Wrap(IEnumerable<string> paragraphs)
    {
        var width = ConsoleWidth.Of(QwenSession.Current.Host) is { } columns && columns - Indent >= LeastColumns ? columns - Indent : int.MaxValue;
        return string.Join('\n', paragraphs.Select(HumanText.Lines).Select(lines => width == int.MaxValue ? lines : WordWrap.Of(lines, width)));
    }

    private static IEnumerable<object?> Items(object? value) => value switch
    {
        null => [],
        IEnumerable list and not string => list.Cast<object?>(),
        _ => [value],
    };

    private string? Has(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) && _instance.Properties[name[..^suffix.Length]] is { Name: var property } ? property : null;

    // An enumeration that came back from XML is a number that knows its name.
    private object? Value(string name) => _instance.Properties[name]?.Value switch
    {
        PSObject { BaseObject: var inner } wrapped => inner is PSCustomObject || IsDeserialized(wrapped) ? wrapped.ToString() : inner,
        var value => value,
    };

    private static bool IsDeserialized(PSObject value) =>
        value.BaseObject is int && value.TypeNames.FirstOrDefault()?.StartsWith("Deserialized.", StringComparison.Ordinal) == true;
}
