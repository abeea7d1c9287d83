using System.Diagnostics;
using System.Management.Automation;
using System.Text.RegularExpressions;
using QwenCode.Chat;
using QwenCode.Conversion;

namespace QwenCode.Tools;

/// <summary>
/// Matches an argument as <see cref="ValidatePatternAttribute"/> does, with a limit: the text is the model's, the pattern may backtrack, and nothing could end the match.
/// </summary>
internal static class PatternRule
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Why the pattern rejects the value; <see langword="null"/> if it matches, each item if it is a list, or only PowerShell decides it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pattern">The attribute of the parameter.</param>
    public static SchemaMismatch? Problem(object? value, ValidatePatternAttribute pattern)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            var expression = new Regex(pattern.RegexPattern, pattern.Options, matchTimeout: Limit);
            bool Matches(object? item) => item?.ToString() is { } text && expression.IsMatch(text);

            if (LanguagePrimitives.GetEnumerable(value) is not { } items)
                return Matches(value) ? null : Mismatch(pattern);
            var index = 0;
            foreach (var item in items)
            {
                if (!Matches(item))
                    return Mismatch(pattern).In(index);
                if (Stopwatch.GetElapsedTime(start) > Limit)
                    return TooSlow(pattern);
                index++;
            }

            return null;
        }
        catch (RegexMatchTimeoutException)
        {
            return TooSlow(pattern);
        }
        catch (Exception exception) when (ForeignObject.IsForeign(exception))
        {
            return null;
        }
    }

    private static SchemaMismatch Mismatch(ValidatePatternAttribute pattern) => new($"does not match the regular expression {pattern.RegexPattern}");

    private static SchemaMismatch TooSlow(ValidatePatternAttribute pattern) => new($"takes too long to check against the regular expression {pattern.RegexPattern}");
}
