using System.Globalization;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>Reads batch jobs and files, tolerant of what services really send: an unset member may be missing, null or an empty string.</summary>
internal static class ServiceJobReader
{
    private const int MaximumErrors = 10;
    private const int LongestStatus = 40;
    private const int MaximumMetadata = 16;

    // The last one that is set counts: a cancelled job can have completed_at too.
    private static readonly string[] Ends = ["completed_at", "failed_at", "expired_at", "cancelled_at"];

    /// <summary>The job in a JSON object; <see langword="null"/> if it has no id or no status.</summary>
    public static ServiceJob? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Id(json, "id") is not { } id || Status(json) is not { } status)
            return null;
        var counts = Member(json, "request_counts");
        return new ServiceJob
        {
            Id = id,
            Status = status,
            InputFileId = Id(json, "input_file_id"),
            OutputFileId = Id(json, "output_file_id"),
            ErrorFileId = Id(json, "error_file_id"),
            Completed = Count(counts, "completed"),
            Failed = Count(counts, "failed"),
            CreatedAt = Time(json, "created_at"),
            EndedAt = Ends.Select(end => Time(json, end)).LastOrDefault(end => end is not null),
            ExpiresAt = Time(json, "expires_at"),
            Errors = [.. Errors(json)],
            Usage = Usage(Member(json, "usage")),
            Metadata = Metadata(Member(json, "metadata")),
        };
    }

    /// <summary>The jobs of a list; <see langword="null"/> if it is not a list.</summary>
    /// <param name="json">The list.</param>
    /// <param name="hasMore">Whether there are more.</param>
    public static IReadOnlyList<ServiceJob>? ReadList(JsonElement json, out bool hasMore)
    {
        hasMore = Member(json, "has_more").ValueKind == JsonValueKind.True;
        return Member(json, "data") is { ValueKind: JsonValueKind.Array } data ? [.. data.EnumerateArray().Select(Read).OfType<ServiceJob>()] : null;
    }

    /// <summary>An id that can be a part of a path; <see langword="null"/> if the member has none.</summary>
    public static string? Id(JsonElement json, string name) => Text(json, name) is { Length: <= ReceiveLimits.Name } id && id.All(IsIdCharacter) && id.Trim('.').Length > 0 ? id : null;

    /// <summary>A text that is not empty.</summary>
    public static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } member && JsonStrings.TryRead(member) is { Length: > 0 } text ? text : null;

    // A word, whatever the service may send instead.
    private static string? Status(JsonElement json) => Text(json, "status") switch
    {
        null => null,
        { Length: <= LongestStatus } status when status.All(character => char.IsAsciiLetter(character) || character is '_' or '-') => status,
        _ => "unknown",
    };

    private static bool IsIdCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private static long? Number(JsonElement json, string name) => Member(json, name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && value is >= 0 and < long.MaxValue => (long)value,
        { ValueKind: JsonValueKind.String } text when double.TryParse(JsonStrings.TryRead(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < long.MaxValue => (long)value,
        _ => null,
    };

    // More than any file has lines, and sums of it do not overflow.
    private static long Count(JsonElement json, string name) => Math.Min(Number(json, name) ?? 0, int.MaxValue);

    private static DateTimeOffset? Time(JsonElement json, string name) => UnixTime.Read(Number(json, name));

    private static Dictionary<string, string>? Metadata(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var metadata = new Dictionary<string, string>();
        foreach (var member in json.EnumerateObject().Take(MaximumMetadata))
        {
            if (member.Value.ValueKind == JsonValueKind.String && JsonStrings.TryRead(member.Value) is { } value)
                metadata[member.Name] = value;
        }

        return metadata;
    }

    private static IEnumerable<string> Errors(JsonElement json)
    {
        var errors = Member(json, "errors");
        var list = errors.ValueKind == JsonValueKind.Array ? errors : Member(errors, "data");
        if (list.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var error in list.EnumerateArray().Take(MaximumErrors))
        {
            var (code, message) = (Text(error, "code"), Text(error, "message"));
            var line = Number(error, "line") is { } number ? $" (line {number})" : "";
            if ((code ?? message) is not null)
                yield return ServiceErrorReader.Shorten($"{string.Join(": ", new[] { code, message }.OfType<string>())}{line}");
        }
    }

    // OpenAI's names for the counts of a batch; other services use the names of a chat.
    private static TokenUsage? Usage(JsonElement json)
    {
        var (input, output) = (Number(json, "input_tokens") ?? Number(json, "prompt_tokens"), Number(json, "output_tokens") ?? Number(json, "completion_tokens"));
        if (input is null && output is null)
            return null;
        return new TokenUsage(input ?? 0, output ?? 0, Number(json, "total_tokens"), Number(Member(json, "input_tokens_details"), "cached_tokens"), null);
    }
}
