using System.Buffers;
using QwenCode.Catalogue;

namespace QwenCode.Secrets;

/// <summary>
/// Masks what looks like a secret in a text: in URLs the user part, long random segments of the path, values of the query, and the whole
/// path of a webhook; anywhere the value of a <c>name=value</c> whose name indicates a secret, and vendors' keys. It reads the text once
/// from left to right.
/// </summary>
internal sealed class TextMask
{
    private const string Stars = "****";
    private const string SchemeEnd = "://";
    private const string PrivateKey = "-----BEGIN";

    private static readonly SearchValues<char> White = SearchValues.Create(" \t\r\n\f\v\u0085\u00a0\u2028\u2029");
    private static readonly SearchValues<char> Ends = SearchValues.Create("/?&;#,'\"`()[]{}<>|\\@:=");
    private const string Closing = "'\"`)]}>.,";
    private static readonly SearchValues<char> EndsOfCredential = SearchValues.Create("'\"`,;()[]{}<>\\");
    private static readonly SearchValues<char> EndsOfHost = SearchValues.Create("/\\?#&;,='\"`(){}<>|");

    private readonly string _text;
    private readonly bool _isUnescaped;
    private readonly List<(int Start, int End)> _found = [];
    private bool _isCredential;
    private int _afterLastAt;

    private TextMask(string text, bool isUnescaped) => (_text, _isUnescaped) = (text, isUnescaped);

    /// <summary>The text, with nothing in it that looks like a secret.</summary>
    public static string Of(string text) => MaskedText.Of(text, Find);

    private static List<(int Start, int End)> Find(string text, bool isUnescaped)
    {
        if (!MayHoldSecret(text))
            return [];
        var mask = new TextMask(text, isUnescaped);
        var key = text.IndexOf(PrivateKey, StringComparison.Ordinal);
        var rest = key < 0 ? text.AsSpan() : text.AsSpan(0, key);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(White);
            mask.AddWord(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        if (key >= 0)
            mask.Mask(text.AsSpan(key));
        return mask._found;
    }

    /// <summary>The position of the <c>@</c> that ends the user part of a URL; -1 if there is none.</summary>
    /// <param name="text">The URL after its <c>://</c>.</param>
    public static int EndOfUser(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOfAny('/', '\\');
        var authority = slash < 0 ? text : text[..slash];
        if (authority.LastIndexOf('@') is >= 0 and var at)
            return at;

        // A password may contain a slash; then what follows the colon is not a port.
        var colon = authority.IndexOf(':');
        return colon >= 0 && authority[0] != '[' && authority[(colon + 1)..].IndexOfAnyExceptInRange('0', '9') >= 0 ? text.LastIndexOf('@') : -1;
    }

    // Most texts have no secret, and a base URL is checked for each request.
    private static bool MayHoldSecret(string text)
    {
        var run = 0;
        foreach (var character in text)
        {
            if (character is '@' or '=')
                return true;
            run = char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? run + 1 : 0;
            if (run >= SecretShape.Shortest)
                return true;
        }

        return Contains(text, "hook") || Contains(text, "Bearer ") || Contains(text, "Basic ") || Contains(text, PrivateKey);
    }

    private void AddWord(ReadOnlySpan<char> word)
    {
        AddParts(_isCredential ? AfterCredential(word) : word);
        var last = word.TrimEnd("'\":(");
        last = last[(last.LastIndexOfAny(Ends) + 1)..];
        _isCredential = last.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || last.Equals("Basic", StringComparison.OrdinalIgnoreCase);
    }

    // Masks the credential that a word begins with, perhaps in quotes, and returns what follows it.
    private ReadOnlySpan<char> AfterCredential(ReadOnlySpan<char> word)
    {
        var rest = word.TrimStart("'\"`([{<");
        var end = rest.IndexOfAny(EndsOfCredential);
        var credential = (end < 0 ? rest : rest[..end]).TrimEnd(Closing);
        if (!IsCode(credential))
            return word;
        Mask(credential);
        return rest[credential.Length..];
    }

    // A credential, unlike "Bearer token" or "Basic authentication".
    private static bool IsCode(ReadOnlySpan<char> word) => word.Length >= 8 && !word.StartsWith(Stars) && word[1..].IndexOfAnyExceptInRange('a', 'z') is >= 0 and var other && other < word.Length - 2;

    private void AddParts(ReadOnlySpan<char> word)
    {
        var inUrl = false;
        _afterLastAt = word.Length - 1 - word.LastIndexOf('@');
        while (!word.IsEmpty)
        {
            var end = EndOfPart(word);
            var part = end < 0 ? word : word[..end];
            if (end >= 0 && word[end] == '=' && part.Length > 0 && SecretShape.IsSecretName(part, inUrl))
            {
                var value = word[(end + 1)..];
                var rest = value.IndexOfAny('&', ';', '#');
                var length = rest < 0 ? value.TrimEnd(Closing).Length : rest;
                Mask(value[..length]);
                word = value[length..];
                continue;
            }

            AddPart(part, inUrl);
            if (end < 0)
                return;
            var isUrl = word[end..].StartsWith(SchemeEnd);
            inUrl |= isUrl;
            word = isUrl ? AfterHost(word[(end + SchemeEnd.Length)..]) : word[(end + 1)..];
        }
    }

    // Masks the user part of a URL, and returns what follows the host, which is always shown: the user must see where a key is sent.
    private ReadOnlySpan<char> AfterHost(ReadOnlySpan<char> rest)
    {
        // A user part ends in @. Searching the rest for one at each of many URLs would take quadratic time.
        if (rest.Length > _afterLastAt && EndOfUser(rest) is >= 0 and var at && (!_isUnescaped || HasPassword(rest[..at])))
        {
            Mask(rest[..at]);
            rest = rest[at..];
        }

        var end = rest.IndexOfAny(EndsOfHost);
        var host = end < 0 ? rest : rest[..end];
        var path = rest[host.Length..];
        var next = path.IndexOf(SchemeEnd);
        if (path.Length < 2 || !(host.StartsWith("hooks.", StringComparison.OrdinalIgnoreCase) || Contains(host, "webhook") || Contains(next < 0 ? path : path[..next], "webhook")))
            return path;
        Mask(path[1..]);
        return default;
    }

    // An escaped @ may follow the host itself, as in https://host\@other, which must stay visible.
    private static bool HasPassword(ReadOnlySpan<char> user) =>
        user.IndexOf(':') is >= 0 and var colon && user[(colon + 1)..].IndexOfAnyExceptInRange('0', '9') >= 0;

    // The prefix of a key may have a slash itself.
    private static int EndOfPart(ReadOnlySpan<char> word)
    {
        var prefix = KeyShapes.PrefixLength(word);
        var end = word[prefix..].IndexOfAny(Ends);
        return end < 0 ? end : prefix + end;
    }

    private void AddPart(ReadOnlySpan<char> part, bool inUrl)
    {
        var isValue = inUrl && _text.AsSpan().Overlaps(part, out var start) && start > 0 && _text[start - 1] == '=';
        if (SecretShape.IsKey(part) || (inUrl && SecretShape.IsRandom(part)) || (isValue && SecretShape.IsSecret(part)))
            Mask(part);
    }

    // All positions are inside the text.
    private void Mask(ReadOnlySpan<char> part)
    {
        if (_text.AsSpan().Overlaps(part, out var start))
            _found.Add((start, start + part.Length));
    }

    private static bool Contains(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
