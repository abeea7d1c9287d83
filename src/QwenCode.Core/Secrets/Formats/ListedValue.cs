namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret values of one name that are several: the items of a list in JSON, YAML and program code, and the lines of a block
/// in YAML. The items are texts in quotation marks; others are expressions of a program, or numbers.
/// </summary>
internal static class ListedValue
{
    private const string NewArray = "new[] ";

    /// <summary>Adds the ranges of the secret values after a name, and returns the position after the last; 0 if there are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="assignment">What follows it.</param>
    /// <param name="found">The ranges.</param>
    public static int Find(ReadOnlySpan<char> text, int start, int end, Assignment assignment, List<(int Start, int End)> found)
    {
        if (assignment.Value >= text.Length)
            return 0;
        var value = assignment.Value;
        var isBlock = BlockScalar.IsIndicator(text, start, assignment);
        var item = isBlock ? value : FirstItem(text, value, isVariable: text[start] == '$');
        if (item < 0 || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return 0;
        if (isBlock)
        {
            var (first, last) = BlockScalar.After(text, start, value);
            if (last == 0 || !name.HidesInData(text[first..last], isItem: false))
                return 0;
            found.Add((first, last));
            return last;
        }

        var isData = text[value] == '[' && !assignment.IsIndexed && (assignment.IsQuoted || text[assignment.Separator] == ':');
        return isData && !TextScan.IsQuote(text, item) ? FindWords(text, item, name, found) : FindItems(text, item, name, isData, found);
    }

    // The items of a list in one line of YAML.
    private static int FindWords(ReadOnlySpan<char> text, int item, SecretName name, List<(int Start, int End)> found)
    {
        var last = 0;
        while (item < text.Length)
        {
            var end = TextScan.EndOfWord(text, item);
            var next = TextScan.AfterBlanks(text, end);
            if (end == item || !TextScan.IsAny(text, next, ",]"))
                break;
            var value = text[item..end];
            if (SentenceValue.Is(value) && !PlainValue.Is(value, name) && !SecretName.Of(value).IsPossible && (name.IsKey ? SecretShape.IsSecret(value) : name.HidesInData(value, isItem: false)))
            {
                found.Add((item, end));
                last = end;
            }

            if (text[next] == ']')
                break;
            item = AfterWhite(text, next + 1);
        }

        return last;
    }

    // After $name =, PowerShell has lists without brackets.
    private static int FirstItem(ReadOnlySpan<char> text, int value, bool isVariable)
    {
        var bracket = TextScan.IsAny(text, value, "@") ? value + 1 : text[value..].StartsWith(NewArray) ? value + NewArray.Length : value;
        if (TextScan.IsAny(text, bracket, "[({"))
            return AfterWhite(text, bracket + 1);
        return isVariable && TextScan.IsQuote(text, value) ? value : -1;
    }

    // Programs have lists of words, prefixes and names of keys under such a name.
    private static bool Hides(ReadOnlySpan<char> content, SecretName name, bool isData) => name.HidesInData(content, isItem: false)
        && (isData || content.IndexOfAnyInRange('0', '9') >= 0) && ((isData && name.IsPassword) || !PlainValue.Is(content, name));

    private static int FindItems(ReadOnlySpan<char> text, int item, SecretName name, bool isData, List<(int Start, int End)> found)
    {
        var (last, isList) = (0, false);
        while (TextScan.IsQuote(text, item))
        {
            var (start, end) = QuotedValue.At(text, item);
            var close = end > start ? end : QuotedValue.Content(text, item).End;
            var next = AfterWhite(text, Math.Min(close + 1, text.Length));
            if (end > start && (isList || TextScan.IsAny(text, next, ",])}")) && Hides(text[start..end], name, isData))
            {
                found.Add((start, end));
                last = end;
            }

            if (!TextScan.IsAny(text, next, ","))
                break;
            item = AfterWhite(text, next + 1);
            isList = true;
        }

        return last;
    }

    private static int AfterWhite(ReadOnlySpan<char> text, int position) => position + (text.Length - position - text[position..].TrimStart().Length);
}
