using System.Globalization;
using System.Text;

namespace QwenCode.Loopback;

/// <summary>The faults that a request can select with the model <c>fault-NAME</c>.</summary>
public static class FaultCatalog
{
    private const string Prefix = "fault-";

    /// <summary>Each fault with default arguments, by its name in lower case with hyphens, for instance <c>rate-limited</c>.</summary>
    public static IReadOnlyDictionary<string, Fault> ByName { get; } = new[]
    {
        Fault.None,
        Fault.InvalidApiKey, Fault.Forbidden, Fault.ModelNotFound, Fault.BadRequest, Fault.ContextTooLong, Fault.ContentBlocked,
        Fault.PayloadTooLarge, Fault.RateLimited(TimeSpan.FromSeconds(1)), Fault.QuotaExceeded,
        Fault.ServerError, Fault.BadGateway, Fault.Unavailable,
        Fault.Delay(TimeSpan.FromSeconds(2)), Fault.Hang, Fault.Reset, Fault.CutBody, Fault.SlowDrip(5, TimeSpan.FromMilliseconds(10)),
        Fault.HtmlPage, Fault.EmptyBody, Fault.NotJson, Fault.ErrorInOk,
        Fault.NoChoices, Fault.NullChoices, Fault.EmptyFinishReason, Fault.UnknownFinishReason, Fault.NoIdNoCreated,
        Fault.CreatedAsString, Fault.ContentParts, Fault.ContentFilter, Fault.LengthStop,
        Fault.StreamCut(2), Fault.StreamReset(2), Fault.StreamStall(2), Fault.StreamError(2),
        Fault.StreamJson, Fault.StreamHtml, Fault.StreamEmpty, Fault.StreamNoDone, Fault.StreamCrlfAndComments,
    }.ToDictionary(fault => Hyphenated(fault.Name), StringComparer.OrdinalIgnoreCase);

    internal static bool IsFaultModel(string? model) => Find(model) is not null;

    internal static Fault? Find(string? model) =>
        model is not null && model.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? ByName.GetValueOrDefault(model[Prefix.Length..]) : null;

    private static string Hyphenated(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
