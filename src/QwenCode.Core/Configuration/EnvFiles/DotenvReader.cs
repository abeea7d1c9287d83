using System.Buffers;
using System.Text;

namespace QwenCode.Configuration;

/// <summary>
/// Reads the dotenv format as the npm package <c>dotenv</c> 16 and 17 does, which Qwen Code uses. Every text is valid: what is not
/// an assignment is skipped. Takes time linear in the text.
/// </summary>
/// <remarks>
/// The reference grammar is one backtracking regular expression. This scanner accepts the same language without backtracking:
/// after a separator a value always matches, so only the choice of the closing quote is subtle (<see cref="FindClosingQuote"/>).
/// </remarks>
internal ref struct DotenvReader
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\u2028\u2029");

    private readonly ReadOnlySpan<char> _text;
    private readonly List<DotenvAssignment> _assignments = [];
    private int _position;
    private int _line = 1;
    private int _lineCountedTo;
    private readonly ICollection<int>? _skippedLines;

    private DotenvReader(ReadOnlySpan<char> text, ICollection<int>? skippedLines)
    {
        _text = text;
        _skippedLines = skippedLines;
    }

    /// <summary>Every assignment of <paramref name="text"/> in its order, repeated names included.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="skippedLines">Gets the number, from 1, of each line that is neither blank, nor a comment, nor an assignment.</param>
    public static IReadOnlyList<DotenvAssignment> Read(string text, ICollection<int>? skippedLines = null)
    {
        var reader = new DotenvReader(NormalizeLineEnds(text), skippedLines);
        reader.ReadAll();
        return reader._assignments;
    }

    private static string NormalizeLineEnds(string text) => text.Contains('\r', StringComparison.Ordinal)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;

    private void ReadAll()
    {
        while (_position < _text.Length)
        {
            var start = SkipWhiteSpace(_position);
            if (TryReadAssignment(start))
                continue;
            if (start < _text.Length && _text[start] != '#')
                _skippedLines?.Add(LineOf(start));
            _position = NextLine(start);
        }
    }

    private bool TryReadAssignment(int start)
    {
        const string Export = "export";
        if (_text[start..].StartsWith(Export, StringComparison.Ordinal))
        {
            var afterExport = SkipWhiteSpace(start + Export.Length);
            if (afterExport > start + Export.Length && TryReadPair(afterExport))
                return true;
        }

        return TryReadPair(start);
    }

    private bool TryReadPair(int keyStart)
    {
        var keyEnd = keyStart;
        while (keyEnd < _text.Length && IsKeyCharacter(_text[keyEnd]))
            keyEnd++;
        if (keyEnd == keyStart || !TryReadSeparator(keyEnd, out var valueStart))
            return false;

        var (valueEnd, kind) = FindValueEnd(valueStart);
        _assignments.Add(new DotenvAssignment(
            _text[keyStart..keyEnd].ToString(),
            Unquote(Trim(_text[valueStart..valueEnd])),
            LineOf(keyStart),
            kind,
            _text[valueStart..valueEnd].ToString())
        {
            NameStart = keyStart,
            End = valueEnd,
        });
        _position = NextLine(valueEnd);
        return true;
    }

    // `=` with white space (even line ends) before it, or `:` with white space after it.
    private readonly bool TryReadSeparator(int keyEnd, out int valueStart)
    {
        var equals = SkipWhiteSpace(keyEnd);
        if (equals < _text.Length && _text[equals] == '=')
        {
            valueStart = equals + 1;
            return true;
        }

        valueStart = keyEnd + 2;
        return valueStart <= _text.Length && _text[keyEnd] == ':' && IsWhiteSpace(_text[keyEnd + 1]);
    }

    private readonly (int End, DotenvValueKind Kind) FindValueEnd(int valueStart)
    {
        var opening = SkipWhiteSpace(valueStart);
        var opensQuote = opening < _text.Length && _text[opening] is '\'' or '"' or '`';
        if (opening < _text.Length && opensQuote)
        {
            var closing = FindClosingQuote(opening);
            if (closing >= 0)
                return (closing + 1, DotenvValueKind.Quoted);
        }

        var length = _text[valueStart..].IndexOfAny('#', '\n');
        var end = length < 0 ? _text.Length : valueStart + length;
        if (end < _text.Length && _text[end] == '#' && Trim(_text[valueStart..end]).Length > 0)
            return (end, DotenvValueKind.TruncatedByComment);
        return (end, opensQuote && opening < end ? DotenvValueKind.Unbalanced : DotenvValueKind.Plain);
    }

    // The first quote without a backslash before it closes the value; if other text follows on its line, the escaped quotes before
    // it are attempted from the last to the first.
    private readonly int FindClosingQuote(int opening)
    {
        var quote = _text[opening];
        var unescaped = opening + 1;
        while (unescaped < _text.Length && (_text[unescaped] != quote || (_text[unescaped - 1] == '\\' && unescaped - 1 > opening)))
            unescaped++;
        if (unescaped < _text.Length && EndsLine(unescaped + 1))
            return unescaped;

        for (var escaped = Math.Min(unescaped, _text.Length) - 1; escaped > opening; escaped--)
        {
            if (_text[escaped] == quote && EndsLine(escaped + 1))
                return escaped;
        }

        return -1;
    }

    private readonly bool EndsLine(int position)
    {
        var next = SkipWhiteSpace(position);
        return next == _text.Length || _text[next] == '#' || _text[position..next].IndexOfAny(LineEnds) >= 0;
    }

    // The reference replaces, in a value of several lines, each stretch from a quote that begins a line to the last such quote that
    // ends one; only then does it expand escapes, and only if the value began with a double quote.
    private static string Unquote(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return "";

        var first = value[0];
        var result = value.IndexOfAny('\'', '"', '`') < 0 ? value.ToString() : StripQuotes(value);
        return first == '"'
            ? result.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)
            : result;
    }

    private static string StripQuotes(ReadOnlySpan<char> value)
    {
        const string Quotes = "'\"`";
        ReadOnlySpan<int> closings = [LastLineEndingQuote(value, Quotes[0]), LastLineEndingQuote(value, Quotes[1]), LastLineEndingQuote(value, Quotes[2])];
        var result = new StringBuilder(value.Length);
        var position = 0;
        while (position < value.Length)
        {
            var kind = Quotes.IndexOf(value[position], StringComparison.Ordinal);
            var closing = kind < 0 ? -1 : closings[kind];
            if (closing > position)
            {
                result.Append(value[(position + 1)..closing]);
                position = closing + 1;
            }

            var rest = value[position..].IndexOfAny(LineEnds);
            var next = rest < 0 ? value.Length : position + rest + 1;
            result.Append(value[position..next]);
            position = next;
        }

        return result.ToString();
    }

    private static int LastLineEndingQuote(ReadOnlySpan<char> value, char quote)
    {
        for (var i = value.Length - 1; i > 0; i--)
        {
            if (value[i] == quote && (i + 1 == value.Length || LineEnds.Contains(value[i + 1])))
                return i;
        }

        return -1;
    }

    private readonly int NextLine(int position)
    {
        var length = position >= _text.Length ? -1 : _text[position..].IndexOfAny(LineEnds);
        return length < 0 ? _text.Length : position + length + 1;
    }

    private int LineOf(int position)
    {
        _line += _text[_lineCountedTo..position].Count('\n');
        _lineCountedTo = position;
        return _line;
    }

    private readonly int SkipWhiteSpace(int position)
    {
        while (position < _text.Length && IsWhiteSpace(_text[position]))
            position++;
        return position;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsWhiteSpace(text[start]))
            start++;
        var end = text.Length;
        while (end > start && IsWhiteSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    // White space of ECMAScript, which has U+FEFF and lacks U+0085.
    private static bool IsWhiteSpace(char c) => c == '\uFEFF' || (c != '\u0085' && char.IsWhiteSpace(c));
}
