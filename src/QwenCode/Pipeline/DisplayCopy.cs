using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using QwenCode.Conversion;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>Copies an object for a console, with names and texts that are harmless for it: PowerShell's own views show both as they are.</summary>
internal static class DisplayCopy
{
    // PowerShell shows fewer.
    private const int MaximumLevels = 8;

    /// <summary>The copy; of a value without text, the value itself.</summary>
    public static object? Of(object? value) => Of(value, MaximumLevels);

    private static object? Of(object? value, int levels) => ForeignObject.Unwrap(value) switch
    {
        null => null,
        string or char => HumanText.Lines(value),
        bool or ValueType and IFormattable => value,
        var other when levels == 0 => HumanText.Lines(other),
        IDictionary table => Table(table, levels - 1),
        IEnumerable list => list.Cast<object?>().Select(item => Of(item, levels - 1)).ToArray(),
        PSObject custom => Members(custom, levels - 1),
        var other when other.GetType().Namespace is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal)) => HumanText.Lines(other),
        var other => Members(PSObject.AsPSObject(other), levels - 1),
    };

    private static OrderedDictionary Table(IDictionary table, int levels)
    {
        var copy = new OrderedDictionary();
        foreach (DictionaryEntry entry in table)
            copy[HumanText.Lines(entry.Key)] = Of(entry.Value, levels);
        return copy;
    }

    // The names of its types choose the view.
    private static PSObject Members(PSObject instance, int levels)
    {
        var copy = new PSObject();
        copy.TypeNames.Clear();
        foreach (var type in instance.TypeNames)
            copy.TypeNames.Add(type);
        foreach (var property in instance.Properties.Where(property => property.IsGettable))
        {
            var name = HumanText.OneLine(property.Name);
            copy.Properties.Remove(name);
            copy.Properties.Add(new PSNoteProperty(name, Of(ValueOf(property), levels)));
        }

        return copy;
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            // PowerShell shows nothing here either.
            return null;
        }
    }
}
