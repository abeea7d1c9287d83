using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;
using QwenCode.Chat;
using QwenCode.Pipeline;
using QwenCode.Showing;

namespace QwenCode.Conversion;

/// <summary>The view that is registered for a type.</summary>
/// <param name="format">Its definition; <see langword="null"/> for objects that are formatted already.</param>
internal sealed class RegisteredView(ExtendedTypeDefinition? format)
{
    private const int TableWidth = 512;

    // Lists and custom views are broken at the width, and do not fill it.
    private const int FreeWidth = 100_000;

    // What the formatter writes for what it cuts, or cannot show as text.
    private static readonly string[] Cuts = ["…", "@{", "System.Collections.", "System.Object[]"];

    private readonly PSControl? _control = format?.FormatViewDefinition[0].Control;

    /// <summary>The objects as the view shows them; if it cuts anything, as JSON of what it shows, a line each.</summary>
    public string Show(IReadOnlyList<object> objects)
    {
        var text = Format(objects);
        return IsJsonClearer(objects) && Cuts.Any(cut => text.Contains(cut, StringComparison.Ordinal)) ? Join(objects.Select(Json)) : text;
    }

    // The view of an error has all of it but a long line of code, and its JSON the definition of the command that failed.
    private bool IsJsonClearer(IReadOnlyList<object> objects) => _control is not null && ForeignObject.Unwrap(objects[0]) is not ErrorRecord;

    private string Format(IReadOnlyList<object> objects)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("param($width) $FormatEnumerationLimit = -1; $input | Microsoft.PowerShell.Utility\\Out-String -Width $width -Stream", useLocalScope: true)
            .AddArgument(_control is TableControl ? TableWidth : FreeWidth);
        var plain = Lines(shell, objects).Select(line => ColorCodes.Remove(line).TrimEnd());
        return Join(_control is TableControl ? TableText.Narrow([.. plain]) : plain).Trim('\n');
    }

    // A view of many long texts is ended as soon as it is too large for any request.
    private static List<string> Lines(PowerShell shell, IReadOnlyList<object> objects)
    {
        using var lines = new PSDataCollection<string>();
        var characters = 0L;
        lines.DataAdded += (_, added) =>
        {
            characters += lines[added.Index].Length;
            if (characters > InputLimits.Text)
                shell.BeginStop(null, null);
        };
        try
        {
            ForeignObject.Read(
                () =>
                {
                    shell.Invoke((IEnumerable)objects, lines);
                    return true;
                },
                exception => InputJson.NotSent($"its view failed ({exception.GetType().Name})"));
        }
        catch (PipelineStoppedException) when (characters > InputLimits.Text)
        {
            // The check below says so.
        }

        InputLimits.Ensure(characters, 0);
        return [.. lines];
    }

    private static string Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            InputLimits.Ensure(text.Length + line.Length, 0);
            text.Append(text.Length > 0 ? "\n" : "").Append(line);
        }

        return text.ToString();
    }

    private string Json(object item)
    {
        var shown = new PSObject();
        foreach (var (label, entry) in Entries())
        {
            if (label.Length > 0 && shown.Properties[label] is null)
                shown.Properties.Add(new PSNoteProperty(label, Value(item, entry)));
        }

        return InputJson.Of(shown.Properties.Any() ? shown : item);
    }

    private IEnumerable<(string Label, DisplayEntry Entry)> Entries() => _control switch
    {
        TableControl { Rows: [var row, ..] } table => row.Columns.Zip(table.Headers, (column, header) => (header.Label ?? column.DisplayEntry.Value, column.DisplayEntry)),
        ListControl { Entries: [var entry, ..] } => entry.Items.Select(item => (item.Label ?? item.DisplayEntry.Value, item.DisplayEntry)),
        _ => [],
    };

    private static object? Value(object item, DisplayEntry entry)
    {
        try
        {
            var value = entry.ValueType == DisplayEntryValueType.Property
                ? PSObject.AsPSObject(item).Properties[entry.Value]?.Value
                : Single(ScriptBlock.Create(entry.Value).InvokeWithContext(null, [new PSVariable("_", item)]));
            return ForeignObject.Unwrap(value) is string text ? ColorCodes.Remove(text) : value;
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            // The view would show nothing here.
            return null;
        }
    }

    private static object? Single(Collection<PSObject> values) => values.Count == 1 ? values[0] : values.Count == 0 ? null : values;
}
