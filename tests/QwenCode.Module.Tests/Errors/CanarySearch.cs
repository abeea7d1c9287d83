using System.Text;
using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Errors;

/// <summary>
/// Finds secrets in output: completely or a fragment, plain, broken over lines, in UTF-16, in base64, in hexadecimal,
/// percent-encoded, or in the escapes of JSON. The text is decoded in each of these ways, and each fragment is searched for in all of that.
/// </summary>
internal sealed partial class CanarySearch
{
    /// <summary>The length of a fragment. The last four characters may be shown.</summary>
    public const int PieceLength = 12;

    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _pieces;

    /// <summary>Prepares the search.</summary>
    /// <param name="secrets">Names and values; a value has no character beyond ASCII.</param>
    public CanarySearch(IEnumerable<KeyValuePair<string, string>> secrets)
    {
        foreach (var (name, secret) in secrets)
        {
            secret.Length.ShouldBeGreaterThanOrEqualTo(PieceLength, name);
            for (var start = 0; start + PieceLength <= secret.Length; start++)
                _names[secret.Substring(start, PieceLength)] = name;
        }

        _pieces = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The secrets in a text, each with its encoding and its context.</summary>
    public IReadOnlyList<string> Leaks(string text)
    {
        var leaks = new Dictionary<string, string>();
        foreach (var (form, view) in Views(text))
        {
            for (var start = 0; start + PieceLength <= view.Length; start++)
            {
                if (_pieces.TryGetValue(view.AsSpan(start, PieceLength), out var name) && !leaks.ContainsKey(name))
                    leaks[name] = $"{name} ({form}): {view[Math.Max(0, start - 160)..Math.Min(view.Length, start + 80)]}";
            }
        }

        return [.. leaks.Values];
    }

    private static IEnumerable<(string Form, string View)> Views(string text)
    {
        var plain = text.Replace("\0", "", StringComparison.Ordinal);
        yield return ("plain", plain);
        yield return ("over lines", Break().Replace(plain, ""));
        if (plain.Contains('%', StringComparison.Ordinal))
            yield return ("percent-encoded", Uri.UnescapeDataString(plain));
        yield return ("JSON", Join(JsonEscape(), plain, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()));
        yield return ("hexadecimal", Decode(Hexadecimal(), plain, digits => Encoding.Latin1.GetString(Convert.FromHexString(digits.Replace("-", "", StringComparison.Ordinal)))));
        for (var skipped = 0; skipped < 4; skipped++)
            yield return ("base64", Decode(Base64(), plain, digits => FromBase64(digits, skipped)));
    }

    private static string FromBase64(string digits, int skipped)
    {
        var length = (digits.Length - skipped) / 4 * 4;
        return length <= 0 ? "" : Encoding.Latin1.GetString(Convert.FromBase64String(digits.Substring(skipped, length).Replace('-', '+').Replace('_', '/')));
    }

    private static string Join(Regex regex, string text, MatchEvaluator decode) => regex.IsMatch(text) ? regex.Replace(text, decode) : "";

    // Only what is decoded, each run apart from the others.
    private static string Decode(Regex runs, string text, Func<string, string> decode)
    {
        var decoded = new StringBuilder();
        foreach (var run in runs.EnumerateMatches(text))
            decoded.Append(decode(text.Substring(run.Index, run.Length))).Append('\n');
        return decoded.Replace("\0", "").ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Break();

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex JsonEscape();

    [GeneratedRegex(@"(?:[0-9A-Fa-f]{2}-?){24,}")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"[A-Za-z0-9+/_-]{16,}")]
    private static partial Regex Base64();
}
