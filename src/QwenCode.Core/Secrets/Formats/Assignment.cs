namespace QwenCode.Secrets;

/// <summary>The positions in <c>name: value</c>, <c>name = value</c> or <c>["name"] = value</c>.</summary>
/// <param name="EndOfName">The end of the name with its quotation mark and bracket.</param>
/// <param name="Separator">The colon or equals sign.</param>
/// <param name="AfterSeparator">The end of it, or of an operator such as <c>:=</c> and <c>=></c>.</param>
/// <param name="Value">The beginning of the value.</param>
internal readonly record struct Assignment(int EndOfName, int Separator, int AfterSeparator, int Value)
{
    /// <summary>Whether the name is in quotation marks.</summary>
    public bool IsQuoted { get; private init; }

    /// <summary>Whether the name is the key of an indexer.</summary>
    public bool IsIndexed { get; private init; }

    /// <summary>Whether there are no blanks around the separator.</summary>
    public bool IsDirect => Separator == EndOfName && Value == AfterSeparator;

    /// <summary>The quotation mark of the value, perhaps after the prefix of a literal such as <c>@"</c>; -1 if it has none.</summary>
    public int Quote(ReadOnlySpan<char> text) => TextScan.IsQuote(text, Value) ? Value
        : TextScan.IsAny(text, Value, "@$bfruN") && TextScan.IsQuote(text, Value + 1) ? Value + 1 : -1;

    /// <summary>Reads what follows a name; <see langword="null"/> if it is no assignment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">The end of the name.</param>
    public static Assignment? After(ReadOnlySpan<char> text, int end)
    {
        var isQuoted = TextScan.IsQuote(text, end);
        var endOfName = isQuoted ? TextScan.AfterQuote(text, end) : end;
        var isIndexed = isQuoted && TextScan.IsAny(text, endOfName, "]");
        endOfName = isIndexed ? endOfName + 1 : endOfName;
        var separator = TextScan.AfterBlanks(text, endOfName);
        if (separator >= text.Length || text[separator] is not (':' or '=' or '\uff1a' or '\uff1d'))
            return null;

        // Operators such as := and => separate a name from a value too; :: does not.
        var next = separator + 1;
        while (TextScan.IsAny(text, next, "=>"))
            next++;
        return new Assignment(endOfName, separator, next, TextScan.AfterBlanks(text, next)) { IsQuoted = isQuoted, IsIndexed = isIndexed };
    }
}
