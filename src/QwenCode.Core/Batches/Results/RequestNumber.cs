using System.Globalization;

namespace QwenCode.Batches;

/// <summary>The numbers that this module gives to the requests of a batch as their <c>custom_id</c>, from 1.</summary>
internal static class RequestNumber
{
    /// <summary>The number; -1 if the id is not written as one, so that <c>01</c> is another id than <c>1</c>.</summary>
    public static long Of(string? id) =>
        id is [not '0', ..] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
