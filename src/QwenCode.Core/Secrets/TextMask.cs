using System.Buffers;
using QwenCode.Catalogue;

namespace QwenCode.Secrets;

/// <summary>
/// Masks what looks like a secret in a text: in URLs the user part, long random segments of the path, values of the query, and the whole
/// path of a webhook; anywhere the value of a name that indicates a secret, in each of the formats that <see cref="ValueFinder"/> reads, the
/// credential after an authentication scheme, and vendors' keys. It reads the text once from left to right.
/// </summary>
internal sealed class TextMask
{
    private const string SchemeEnd = "://";
    private const string Closing = "'\"`)]}>.,";

    private static readonly SearchValues<char> White = SearchValues.Create(" \t\r\n\f\v\u0085\u00a0\u2028\u2029" + ForeignNames.Punctuation);
    private static readonly SearchValues<char> Ends = SearchValues.Create("/?&;#,'\"`()[]{}<>|\\@:=");
    private static readonly SearchValues<char> EndsOfUser = SearchValues.Create("@/ \t\r\n");
    private static readonly SearchValues<char> EndsOfCredential = SearchValues.Create("'\"`,;()[]{}<>\\");
    private static readonly SearchValues<char> EndsOfHost = SearchValues.Create("/\\?#&;,='\"`(){}<>|");

    private readonly string _text;
    private readonly bool _isUnescaped;
    private readonly List<(int Start, int End)> _found = [];
    private readonly ValueFinder _values;
    private (int Start, int End) _scheme;
    private int _afterLastAt;
    private int _endOfWord;
    private int _next;

    private TextMask(string text, bool isUnescaped) => (_text, _isUnescaped, _values) = (text, isUnescaped, new ValueFinder(text, _found));

    /// <summary>The text, with nothing in it that looks like a secret.</summary>
    public static string Of(string text) => MaskedText.Of(text, Find);

    private static List<(int Start, int End)> Find(string text, bool isUnescaped)
    {
        if (!SecretSigns.Has(text))
            return [];
        var mask = new TextMask(text, isUnescaped);
        TableColumn.Find(text, mask._found);
        for (var position = 0; position < text.Length;)
        {
            var (start, end) = PrivateKeyBlock.Next(text, position);
            mask.AddWords(position, start);
            if (end > start)
                mask._found.Add((start, end));
            position = Math.Max(end, mask._next);
        }

        return mask._found;
    }

    private void AddWords(int from, int to)
    {
        for (var start = from; start < to; start = Math.Max(_next, _endOfWord + 1))
        {
            _endOfWord = start + LengthOfWord(_text.AsSpan(start, to - start));
            if (_endOfWord > start)
                AddWord(_text.AsSpan(start, _endOfWord - start));
        }
    }

    // Full-width punctuation ends a word, but the user part of a URL may have it.
    private static int LengthOfWord(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(White);
        if (end < 0)
            return text.Length;
        if (char.IsWhiteSpace(text[end]) || text[..end].IndexOf(SchemeEnd) is not (>= 0 and var scheme))
            return end;
        var user = scheme + SchemeEnd.Length;
        var at = user + text[user..].IndexOfAny(EndsOfUser);
        if (at <= end || text[at] != '@')
            return end;
        return text[at..].IndexOfAny(White) is >= 0 and var rest ? at + rest : text.Length;
    }

    private void AddWord(ReadOnlySpan<char> word)
    {
        if (PasswordFileLine.At(_text, _endOfWord - word.Length, _endOfWord) is { End: > 0 } password)
            _found.Add(password);
        AddParts(_scheme.End > 0 ? AfterCredential(word) : word);
        var last = word.TrimEnd("'\":(");
        last = last[(last.LastIndexOfAny(Ends) + 1)..];
        _scheme = SecretShape.ReadScheme(last).IsScheme && _text.AsSpan().Overlaps(last, out var start) ? (start, start + last.Length) : default;
    }

    // Masks the credential that a word begins with, perhaps in quotes, and returns what follows it.
    private ReadOnlySpan<char> AfterCredential(ReadOnlySpan<char> word)
    {
        var rest = word.TrimStart("'\"`([<");
        var end = rest.IndexOfAny(EndsOfCredential);
        var credential = (end < 0 ? rest : rest[..end]).TrimEnd(Closing);
        var start = _endOfWord - rest.Length;
        if (!SchemeCredential.Is(_text, _scheme, start, start + credential.Length))
            return word;
        Mask(credential);
        return rest[credential.Length..];
    }

    private void AddParts(ReadOnlySpan<char> word)
    {
        var inUrl = false;
        _afterLastAt = word.Length - 1 - word.LastIndexOf('@');
        while (!word.IsEmpty)
        {
            if (word[0] == '$' && CryptHash.LengthAt(word) is > 0 and var hash)
            {
                Mask(word[..hash]);
                word = word[hash..];
                continue;
            }

            var end = EndOfPart(word);
            var part = end < 0 ? word : word[..end];
            if (!part.IsEmpty && AfterValue(word, part.Length, inUrl) is var next and > 0)
            {
                _next = next;
                word = next < _endOfWord ? _text.AsSpan(next, _endOfWord - next) : default;
                continue;
            }

            AddPart(part, inUrl);
            if (end < 0)
                return;
            var isUrl = word[end..].StartsWith(SchemeEnd);
            inUrl |= isUrl;
            word = isUrl ? AfterHost(word[(end + SchemeEnd.Length)..], part.EndsWith("http", StringComparison.OrdinalIgnoreCase) || part.EndsWith("https", StringComparison.OrdinalIgnoreCase)) : word[(end + 1)..];
        }
    }

    // Masks the secret value after a name, and returns the position of its end; 0 if there is none.
    private int AfterValue(ReadOnlySpan<char> word, int length, bool inUrl)
    {
        var start = _endOfWord - word.Length;
        if (_values.Find(start, start + length) is > 0 and var next)
            return next;
        if (!WordValue.IsSecret(word, length, inUrl))
            return 0;
        var from = start + length + 1;
        var to = from + WordValue.LengthOf(word[(length + 1)..]);
        if (to > from)
            _found.Add((from, to));
        return to;
    }

    // Masks the user part of a URL, and returns what follows the host. The host stays: the user must see where a key is sent.
    private ReadOnlySpan<char> AfterHost(ReadOnlySpan<char> rest, bool isWebsite)
    {
        // A user part ends in @. Searching the rest for one at each of many URLs would take quadratic time.
        if (rest.Length > _afterLastAt && UrlSecrets.EndOfUser(rest, isWebsite) is >= 0 and var at && (!_isUnescaped || UrlSecrets.HasPassword(rest[..at])))
        {
            Mask(rest[..at]);
            rest = rest[at..];
        }

        var end = rest.IndexOfAny(EndsOfHost);
        var host = end < 0 ? rest : rest[..end];
        var path = rest[host.Length..];
        var next = path.IndexOf(SchemeEnd);
        if (path.Length < 2 || !UrlSecrets.IsWebhook(host, next < 0 ? path : path[..next]))
            return path;
        Mask(path[1..]);
        return default;
    }

    // The prefix of a key may have a slash itself.
    private static int EndOfPart(ReadOnlySpan<char> word)
    {
        var end = word.IndexOfAny(Ends);
        if (end < 0 || word[end] != '/' || KeyShapes.PrefixLength(word) is var prefix && prefix <= end)
            return end;
        end = word[prefix..].IndexOfAny(Ends);
        return end < 0 ? end : prefix + end;
    }

    private void AddPart(ReadOnlySpan<char> part, bool inUrl)
    {
        var start = _text.AsSpan().Overlaps(part, out var position) ? position : 0;
        var isValue = inUrl && start > 0 && _text[start - 1] == '=';
        var isSecret = SecretShape.IsKey(part) || (isValue && SecretShape.IsSecret(part)) || (inUrl && SecretShape.IsRandom(part) && !UrlSecrets.IsItem(_text.AsSpan(0, start), part));
        if (isSecret)
            Mask(part);
    }

    // All positions are inside the text.
    private void Mask(ReadOnlySpan<char> part)
    {
        if (_text.AsSpan().Overlaps(part, out var start))
            _found.Add((start, start + part.Length));
    }
}
