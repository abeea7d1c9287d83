namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret text that follows the name of a secret as the second argument of a call: <c>define('DB_PASSWORD', '…')</c>. A call that
/// sets a variable has any value there; others have labels and messages too, so that only a <see cref="SentenceValue"/> is masked.
/// </summary>
internal static class SecondArgument
{
    private static readonly string[] Setters = ["define", "setenv", "SetEnvironmentVariable"];

    /// <summary>The range of the secret argument; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the first argument without its quotation mark.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        if (start < 2 || text[start] == '-' || text[start - 2] != '(' || !TextScan.IsAny(text, end, "'\"") || text[start - 1] != text[end] || !TextScan.IsAny(text, end + 1, ","))
            return default;
        var quote = TextScan.AfterBlanks(text, end + 2);
        if (!TextScan.IsAny(text, quote, "'\"") || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;
        var found = QuotedValue.At(text, quote);
        var value = text[found.Start..found.End];
        return (IsSetter(text[..(start - 2)]) || IsNoWord(value, name)) && name.HidesInData(value, isItem: false) ? found : default;
    }

    private static bool IsSetter(ReadOnlySpan<char> before)
    {
        foreach (var setter in Setters)
        {
            if (before.EndsWith(setter, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsNoWord(ReadOnlySpan<char> value, SecretName name) => SentenceValue.Is(value) && value[0] != '-' && !value.Contains(' ')
        && HasDigits(value) && !PlainValue.Is(value, name) && (!name.IsKey || SecretShape.IsSecret(value));

    // Programs have words with one, as urllib2.
    private static bool HasDigits(ReadOnlySpan<char> value) => value.IndexOfAnyInRange('0', '9') < value.LastIndexOfAnyInRange('0', '9');
}
