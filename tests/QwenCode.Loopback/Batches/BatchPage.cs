using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace QwenCode.Loopback;

/// <summary>A page of a list, by <c>after</c> and <c>limit</c>.</summary>
internal static class BatchPage
{
    private const int DefaultLimit = 20;

    /// <summary>The error of a query parameter that has none of the names.</summary>
    public static ApiError? FindUnknown(IQueryCollection query, Dress dress, params IEnumerable<string> names)
    {
        var known = dress == Dress.AzureOpenAI ? names.Append("api-version") : names;
        return query.Keys.Except(known).FirstOrDefault() is { } unknown
            ? ChatValidation.Invalid($"Unknown parameter: '{unknown}'.", "unknown_parameter", unknown)
            : null;
    }

    public static BatchResponse Write<T>(IQueryCollection query, IReadOnlyList<T> items, int maximum, Func<T, string> idOf, Action<Utf8JsonWriter, T> members)
    {
        var limit = Math.Min(DefaultLimit, maximum);
        if (query.TryGetValue("limit", out var text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= maximum))
            return BatchResponse.Of(ChatValidation.Invalid($"Invalid 'limit': expected an integer from 1 to {maximum}, but got '{text}'.", "invalid_value", "limit"));

        var start = 0;
        if (query.TryGetValue("after", out var after) && after.ToString().Length > 0)
        {
            start = items.Select(idOf).ToList().IndexOf(after.ToString()) + 1;
            if (start == 0)
                return BatchResponse.Of(ChatValidation.Invalid($"Invalid 'after': the list has no '{after}'.", "invalid_value", "after"));
        }

        var page = items.Skip(start).Take(limit).ToList();
        return BatchResponse.Of(JsonBytes.Object(json =>
        {
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var item in page)
            {
                json.WriteStartObject();
                members(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("first_id", page.Count > 0 ? idOf(page[0]) : null);
            json.WriteString("last_id", page.Count > 0 ? idOf(page[^1]) : null);
            json.WriteBoolean("has_more", start + page.Count < items.Count);
        }));
    }
}
