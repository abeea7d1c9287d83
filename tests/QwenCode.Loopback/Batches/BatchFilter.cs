using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace QwenCode.Loopback;

/// <summary>Which jobs a list shows.</summary>
internal sealed record BatchFilter
{
    private const int MaximumFiles = 20;

    private string? Name { get; init; }

    private string[]? InputFiles { get; init; }

    private string[]? Statuses { get; init; }

    private DateTimeOffset After { get; init; } = DateTimeOffset.MinValue;

    private DateTimeOffset Before { get; init; } = DateTimeOffset.MaxValue;

    public static ApiError? Read(IQueryCollection query, LoopbackOptions options, BatchRules rules, out BatchFilter filter)
    {
        filter = new();
        string[] names = rules.NamesJobs ? ["after", "limit", "ds_name", "input_file_ids", "status", "create_after", "create_before"] : ["after", "limit"];
        if (BatchPage.FindUnknown(query, options.Dress, names) is { } unknown)
            return unknown;
        var files = Split(query, "input_file_ids");
        if (files?.Length > MaximumFiles)
            return ChatValidation.Invalid($"Invalid 'input_file_ids': expected at most {MaximumFiles} ids, but got {files.Length}.", "invalid_value", "input_file_ids");
        if (Time(query, "create_after", DateTimeOffset.MinValue, out var after) is { } badAfter)
            return badAfter;
        if (Time(query, "create_before", DateTimeOffset.MaxValue, out var before) is { } badBefore)
            return badBefore;
        var oldest = rules.ListPeriod is { } period ? options.TimeProvider.GetUtcNow() - period : DateTimeOffset.MinValue;
        filter = new()
        {
            Name = query.TryGetValue("ds_name", out var name) ? name.ToString() : null,
            InputFiles = files,
            Statuses = Split(query, "status"),
            After = after > oldest ? after : oldest,
            Before = before,
        };
        return null;
    }

    public bool Accepts(BatchJob job) =>
        job.CreatedAt >= After && job.CreatedAt <= Before
        && (InputFiles is null || InputFiles.Contains(job.InputFileId))
        && (Statuses is null || Statuses.Contains(job.Status))
        && (Name is null || (job.Metadata.TryGetValue("ds_name", out var name) && name.Contains(Name, StringComparison.Ordinal)));

    private static string[]? Split(IQueryCollection query, string name) => query.TryGetValue(name, out var value) ? value.ToString().Split(',') : null;

    // China Standard Time, which has no daylight saving, as the service's console shows it.
    private static ApiError? Time(IQueryCollection query, string name, DateTimeOffset fallback, out DateTimeOffset time)
    {
        time = fallback;
        if (!query.TryGetValue(name, out var value))
            return null;
        if (!DateTime.TryParseExact(value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return ChatValidation.Invalid($"Invalid '{name}': expected yyyyMMddHHmmss, but got '{value}'.", "invalid_value", name);
        time = new DateTimeOffset(local, TimeSpan.FromHours(8));
        return null;
    }
}
