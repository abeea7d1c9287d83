using System.Globalization;
using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>The tool calls of a demonstration: a model that looks at the drives, once for each prompt, if it may.</summary>
public static class DemoTools
{
    private const string Drives = "Get-PSDrive";
    private const int LongestQuotation = 80;
    private const double Gigabyte = 1024 * 1024 * 1024;

    /// <summary>One call of <c>Get-PSDrive</c> if the request offers it.</summary>
    public static ToolScript Script { get; } = ToolScript.From(request =>
        request.ToolResults.Count == 0 && request.ToolNames.FirstOrDefault(name => name.Equals(Drives, StringComparison.OrdinalIgnoreCase)) is { } name
            ? ScriptedRound.Call(name, """{"PSProvider":"FileSystem"}""")
            : null);

    /// <summary>A sentence that contains something of the last result; null if the request carries none.</summary>
    public static string? Answer(ChatRequestBody request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ToolResults.Count == 0 ? null : FreeSpace(request.ToolResults[^1].Text) ?? Quotation(request.ToolResults[^1].Text);
    }

    private static string? FreeSpace(string result)
    {
        try
        {
            using var json = JsonDocument.Parse(result);
            var items = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray() : Enumerable.Repeat(json.RootElement, 1);
            var drives = items.Select(Drive).OfType<string>().ToList();
            return drives.Count == 0 ? null : $"Free space: {string.Join(", ", drives)}.";
        }
        catch (JsonException)
        {
            return FreeSpaceInTable(result);
        }
    }

    // Name, used, free, provider, root.
    private static string? FreeSpaceInTable(string result) =>
        result.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(columns => columns.Length > 3 && columns[3] == "FileSystem") is { } drive
            ? $"Free space: {drive[2]} GB on drive {drive[0]}."
            : null;

    private static string? Drive(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("Name", out var name)
        && item.TryGetProperty("Free", out var free) && free.ValueKind == JsonValueKind.Number
            ? string.Create(CultureInfo.InvariantCulture, $"{free.GetDouble() / Gigabyte:N1} GB on drive {name}")
            : null;

    private static string Quotation(string result)
    {
        var line = result.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "nothing";
        return $"The tool returned: {(line.Length > LongestQuotation ? line[..LongestQuotation] + "…" : line)}";
    }
}
