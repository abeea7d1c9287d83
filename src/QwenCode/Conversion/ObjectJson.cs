using System.Collections;
using System.Data;
using System.Dynamic;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>
/// Writes objects as JSON. Data is written whole: tables, lists and custom objects, the user's own classes. Objects of .NET and PowerShell
/// themselves, which lead to one another without end, are written to a small depth, and what lies deeper as its text.
/// </summary>
/// <param name="json">Where it is written.</param>
/// <param name="rules">How values that JSON cannot represent are handled.</param>
internal sealed class ObjectJson(Utf8JsonWriter json, JsonRules rules)
{
    // As ConvertTo-Json does by default.
    private const int PlatformLevels = 2;

    private static readonly string[] ProviderMembers = ["PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "PSIsContainer"];

    private static readonly string?[] PlatformFolders = [Path.GetDirectoryName(typeof(object).Assembly.Location), Path.GetDirectoryName(typeof(PSObject).Assembly.Location)];

    private int _values;

    /// <summary>Writes a value with everything that it contains.</summary>
    /// <exception cref="QwenException">It is nested too deeply, too large, or contains what the rules reject (<c>InvalidInput</c>).</exception>
    public void Write(object? value) => Write(value, 0, 0);

    private void Write(object? value, int level, int platformLevel)
    {
        var plain = ForeignObject.Unwrap(value);
        rules.EnsureSize(json.BytesCommitted + json.BytesPending);
        if (++_values > InputLimits.Values)
            throw rules.ErrorOf($"it contains more than {InputLimits.Values} values");
        if (JsonScalars.TryWrite(json, plain, rules))
            return;
        if (level >= InputLimits.Levels)
            throw rules.ErrorOf(InputLimits.TooDeep);
        switch (plain)
        {
            case JsonDocument document:
                Write(document.RootElement, level, platformLevel);
                break;
            case JsonElement element:
                ForeignObject.Read(() => WriteElement(element, level, platformLevel), Unreadable);
                break;
            case JsonValue single:
                ForeignObject.Read(() => WriteSingle(single), Unreadable);
                break;
            case JsonObject node:
                WriteMembers(node.Select(member => (member.Key, (object?)member.Value)), level, platformLevel);
                break;
            case IDictionary table:
                WriteMembers(Entries(table), level, platformLevel);
                break;
            case ExpandoObject expando:
                WriteMembers(expando.Select(member => (member.Key, member.Value)), level, platformLevel);
                break;
            case DictionaryEntry entry:
                WriteMembers([("Name", entry.Key), ("Value", entry.Value)], level, platformLevel);
                break;
            default:
                if (ForeignObject.Items(plain, Unreadable) is { } list)
                    WriteList(list, level, platformLevel);
                else
                    WriteObject(plain!, level, platformLevel);
                break;
        }
    }

    private bool WriteSingle(JsonValue value)
    {
        value.WriteTo(json);
        return true;
    }

    // One with an escaped lone surrogate throws.
    private bool WriteElement(JsonElement element, int level, int platformLevel)
    {
        if (element.ValueKind == JsonValueKind.Object)
            WriteMembers(element.EnumerateObject().Select(member => (member.Name, (object?)member.Value)), level, platformLevel);
        else if (element.ValueKind == JsonValueKind.Array)
            WriteList(element.EnumerateArray().Cast<object?>(), level, platformLevel);
        else if (element.ValueKind == JsonValueKind.Undefined)
            json.WriteNullValue();
        else
            element.WriteTo(json);
        return true;
    }

    private void WriteObject(object item, int level, int platformLevel)
    {
        var isPlatform = IsPlatform(item.GetType());
        if (item.GetType().Namespace == "System.Data" && Row(item) is { } row)
            WriteMembers(row, level, platformLevel);
        else if (isPlatform && rules.IsExact)
            throw rules.ErrorOf($"it contains an object of type {item.GetType().Name}, which is not data");
        else if (isPlatform && platformLevel > PlatformLevels)
            json.WriteStringValue(ForeignObject.Read(item.ToString, Unreadable));
        else
            WriteMembers(Properties(item, isPlatform), level, isPlatform ? platformLevel + 1 : platformLevel);
    }

    private void WriteMembers(IEnumerable<(string Name, object? Value)> members, int level, int platformLevel)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            rules.EnsureSize(name.Length);
            json.WritePropertyName(name);
            Write(value, level + 1, platformLevel);
        }

        json.WriteEndObject();
    }

    private void WriteList(IEnumerable<object?> items, int level, int platformLevel)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Write(item, level + 1, platformLevel);
        json.WriteEndArray();
    }

    // The order of a hashtable is another one in each process; the same object is always the same JSON.
    private IEnumerable<(string Name, object? Value)> Entries(IDictionary table) =>
        table.GetType() == typeof(Hashtable) ? AllEntries(table).OrderBy(entry => entry.Name, StringComparer.Ordinal) : AllEntries(table);

    private IEnumerable<(string Name, object? Value)> AllEntries(IDictionary table) =>
        from entry in ForeignObject.Items(new DictionaryEntries(table), Unreadable) ?? throw rules.ErrorOf("it contains a table that cannot be enumerated")
        let pair = Pair(entry)
        select (ForeignObject.Read(() => pair.Key?.ToString() ?? "", Unreadable), pair.Value);

    // Some tables enumerate pairs of their own.
    private (object? Key, object? Value) Pair(object? entry) => entry is DictionaryEntry pair
        ? (pair.Key, pair.Value)
        : ForeignObject.Read(() => (PSObject.AsPSObject(entry!).Properties["Key"]?.Value, PSObject.AsPSObject(entry!).Properties["Value"]?.Value), Unreadable);

    private IEnumerable<(string Name, object? Value)> Properties(object item, bool isPlatform) =>
        from property in PSObject.AsPSObject(item).Properties
        where property.IsGettable && !(isPlatform && ProviderMembers.Contains(property.Name))
        select (property.Name, Get(property, isPlatform));

    // A row of a database has its columns; its own properties lead back to the table.
    private static IEnumerable<(string Name, object? Value)>? Row(object item) =>
        item is DataRow row ? row.Table.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, (object?)row[column])) : null;

    // Many properties of .NET throw if they have no value, such as the exit code of a process that runs.
    private object? Get(PSPropertyInfo property, bool isPlatform)
    {
        try
        {
            return ForeignObject.Read(() => property.Value, _ => rules.ErrorOf($"its property {property.Name} cannot be read"));
        }
        catch (QwenException) when (isPlatform)
        {
            return null;
        }
    }

    // A class of a script is in no file.
    private static bool IsPlatform(Type type) =>
        type.Assembly is { IsDynamic: false } assembly && PlatformFolders.Contains(Path.GetDirectoryName(assembly.Location)) && type != typeof(PSObject);

    private QwenException Unreadable(Exception exception) => rules.ErrorOf($"it contains an object that cannot be read ({exception.GetType().Name})");

    // PowerShell does not take tables apart.
    private sealed class DictionaryEntries(IDictionary table) : IEnumerable
    {
        public IEnumerator GetEnumerator() => table.GetEnumerator();
    }
}
