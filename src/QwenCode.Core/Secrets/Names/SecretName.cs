using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// What a name says about its value. A part of it, as separated by punctuation or a change of case, indicates a secret if it contains
/// <c>password</c> or <c>secret</c> or ends in <c>key</c> or <c>token</c>; a number of keys or tokens is none, nor is a public key. Under a
/// name of something about a secret, such as <c>passwordHint</c> or <c>forgotPassword</c>, or of a key of a database, only a value that
/// is long and random is masked; under any name a <see cref="ValidationMessage"/> is shown.
/// </summary>
internal readonly record struct SecretName
{
    // A value that is shorter, under a name such as monkey or token_type, is a word.
    private const int ShortestRandom = SecretShape.Shortest;

    // The value of a member that is only named key or token, which are often the key of an entry or a token of a text.
    private const int ShortestOfBare = 8;
    private const int LongestCountOfPasswords = 3;

    private static readonly string[] Passwords = ["password", "passwd", "passphrase", "secret", "credential"];
    private static readonly string[] Endings = ["key", "token", "signature", "pwd"];
    private static readonly string[] Abbreviations = ["pass", "pw", "psk", "sas", "jwt"];
    // Directives of systemd, which have the name of a credential, and names of caches.
    private static readonly string[] NamesOfNames = ["LoadCredential", "LoadCredentialEncrypted", "ImportCredential", "restore-keys", "restore-key", "cache-key"];

    private static readonly string[] Descriptions =
    [
        "name", "type", "url", "uri", "endpoint", "length", "size", "count", "limit", "label", "title", "hint", "placeholder", "prompt", "tooltip", "help", "description",
        "message", "error", "errors", "policy", "rule", "rules", "format", "pattern", "regex", "strength", "expiry", "expires", "enabled", "required", "path", "file",
        "id", "age", "change", "changed", "expired", "expiration", "history", "complexity", "date", "time", "at", "status", "attempts", "mgmt", "management", "version",
    ];

    private static readonly string[] Questions = ["forgot", "forgotten", "remember", "show", "hide", "has", "is", "require", "requires"];

    // In other text these belong to errors, such as code=InvalidParameter.
    private static readonly string[] NamesInQuery = ["sig", "code", "auth", "authorization", "sid", "session", "cookie"];

    // Each word that indicates a secret has one of these, and many other names have none.
    private static readonly SearchValues<char> Initials = SearchValues.Create("kKpPcCgGjJ");
    private static readonly SearchValues<char> CharactersOfNumbers = SearchValues.Create("0123456789.,_");
    private static readonly SearchValues<char> CharactersOfTimes = SearchValues.Create("0123456789.,_+-:TZ");
    private static readonly SearchValues<char> InName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.");
    private static readonly SearchValues<char> NotInSecrets = SearchValues.Create(" \t/\\");

    /// <summary>Whether some values of this name are secret.</summary>
    public bool IsPossible { get; private init; }

    /// <summary>Whether it is the name of a password, rather than of a key or token.</summary>
    public bool IsPassword { get; private init; }

    /// <summary>Whether it is a single word such as <c>password</c>, which prose has too.</summary>
    public bool IsBare { get; private init; }

    // Any value of this name is secret, rather than one that looks random.
    private bool IsCertain { get; init; }

    private bool IsToken { get; init; }

    // A shorter value with a digit is secret too.
    private bool IsOther { get; init; }

    // The shell has its working directory in a variable of this name.
    private bool IsDirectory { get; init; }

    // A number of this name counts something: tokens, or what follows the word.
    private bool IsCount { get; init; }

    /// <summary>Reads a name once from left to right.</summary>
    public static SecretName Of(ReadOnlySpan<char> name)
    {
        var read = default(SecretName);
        if (ForeignNames.Contain(name))
            return new() { IsPossible = true, IsCertain = true, IsPassword = true, IsBare = true };
        if (KnownWords.Contain(NamesOfNames, name) || (!name.ContainsAny(Initials) && !name.EndsWith("sas", StringComparison.OrdinalIgnoreCase)))
            return read;
        var previous = default(ReadOnlySpan<char>);
        var (isQuestion, hasLast) = (false, false);
        var parts = 0;
        for (var rest = name; !rest.IsEmpty;)
        {
            var length = LengthOfPart(rest);
            var part = rest[..length].TrimEnd("0123456789");
            rest = rest[length..];
            if (part.IsEmpty || !char.IsLetter(part[0]))
                continue;
            isQuestion = parts++ == 0 ? KnownWords.Contain(Questions, part) : isQuestion;
            hasLast |= part.Equals("last", StringComparison.OrdinalIgnoreCase);
            read = IsPublicKey(part, previous) ? read : read.With(part, previous);
            previous = part;
        }

        if (KnownWords.Contain(Abbreviations, previous))
            read = read with { IsPossible = true, IsCertain = true, IsPassword = true, IsBare = true, IsCount = false, IsPass = previous.Equals("pass", StringComparison.OrdinalIgnoreCase) };
        if (isQuestion || KnownWords.Contain(Descriptions, previous) || (hasLast && previous.Equals("set", StringComparison.OrdinalIgnoreCase)))
            read = read with { IsCertain = false };
        return read with { IsBare = read.IsBare && parts == 1, IsPass = read.IsPass && parts == 1, IsDirectory = name is "PWD" or "OLDPWD" };
    }

    /// <summary>Whether a name indicates a secret in the query of a URL only.</summary>
    public static bool IsInQuery(ReadOnlySpan<char> name) => KnownWords.Contain(NamesInQuery, name);

    /// <summary>Whether a value of this name is secret.</summary>
    public bool Hides(ReadOnlySpan<char> value)
    {
        if (!IsCertain)
            return IsPossible && IsLikely(value, IsOther ? ShortestOfBare : ShortestRandom, isWordLikely: false);
        var isCount = IsCount && IsNumber(value) && (!IsPassword || value.Length <= LongestCountOfPasswords);
        return !isCount && !ValidationMessage.Is(value) && !IsKeyOfEntry(value) && !(IsDirectory && IsPath(value));
    }

    /// <summary>Whether a value of this name is secret where names such as <c>key</c> are common, as in JSON and YAML.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isItem">Whether the name begins a line or an item; then a word may be a token.</param>
    public bool HidesInData(ReadOnlySpan<char> value, bool isItem) => IsBare && !IsPassword ? IsLikely(value, ShortestOfBare, isItem && IsToken) : Hides(value);

    /// <summary>Whether a value is a number, such as <c>-1</c>, <c>1,024</c> or <c>32k</c>.</summary>
    public static bool IsNumber(ReadOnlySpan<char> value)
    {
        var digits = value.TrimStart("+-").TrimEnd("kKM%.,");
        return !digits.IsEmpty && char.IsAsciiDigit(digits[0]) && digits.IndexOfAnyExcept(CharactersOfNumbers) < 0;
    }

    /// <summary>Whether it is only <c>key</c> or <c>signature</c>.</summary>
    public bool IsKey => IsBare && !IsPassword && !IsToken;

    /// <summary>Whether it is only <c>pass</c>, which reports of tests have too.</summary>
    public bool IsPass { get; private init; }

    // In key="Password" and key="profile-list" the value is a name itself.
    private bool IsKeyOfEntry(ReadOnlySpan<char> value) => IsKey && value.IndexOfAnyExcept(InName) < 0 && (Of(value).IsPossible || (value.Contains('-') && value.IndexOfAnyInRange('A', 'Z') < 0));

    // A connection string has a password there.
    private static bool IsPath(ReadOnlySpan<char> value) => (value.LastIndexOf('/') != 0 || value.IndexOfAnyInRange('0', '9') < 0) && IsLikePath(value);

    private static bool IsLikePath(ReadOnlySpan<char> value) => value is "/" or ['/' or '~', >= 'A' and <= 'Z' or >= 'a' and <= 'z' or '.' or '_' or '/', ..]
        or [_, ':', '/' or '\\', ..] && !SecretShape.IsSecret(value);

    private SecretName With(ReadOnlySpan<char> part, ReadOnlySpan<char> previous)
    {
        var isPlural = part[^1] is 's' or 'S';
        var stem = isPlural ? part[..^1] : part;
        foreach (var word in Passwords)
        {
            if (part.Length >= word.Length && part.Contains(word, StringComparison.OrdinalIgnoreCase))
                return new() { IsPossible = true, IsCertain = true, IsPassword = true, IsBare = stem.Length == word.Length, IsCount = isPlural };
        }

        foreach (var word in Endings)
        {
            if (!stem.EndsWith(word, StringComparison.OrdinalIgnoreCase) || OrdinaryKeys.IsWord(stem, previous))
                continue;
            if (!IsPossible && OrdinaryKeys.HasPlainValues(stem, previous))
                return new() { IsPossible = true, IsOther = true };
            return new() { IsPossible = true, IsCertain = true, IsPassword = IsPassword || word == "pwd", IsToken = word == "token", IsBare = stem.Length == word.Length, IsCount = isPlural };
        }

        var isPossible = IsPossible || part.Contains("key", StringComparison.OrdinalIgnoreCase) || part.Contains("token", StringComparison.OrdinalIgnoreCase);
        return this with { IsPossible = isPossible, IsCount = IsCertain };
    }

    private static bool IsPublicKey(ReadOnlySpan<char> part, ReadOnlySpan<char> previous) =>
        part.EndsWith("publickey", StringComparison.OrdinalIgnoreCase) || (part.Equals("key", StringComparison.OrdinalIgnoreCase) && previous.Equals("public", StringComparison.OrdinalIgnoreCase));

    private static int LengthOfPart(ReadOnlySpan<char> name)
    {
        for (var i = 1; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]) || !char.IsLetterOrDigit(name[i - 1]) || (char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])))
                return i;
        }

        return name.Length;
    }

    private static bool IsLikely(ReadOnlySpan<char> value, int shortest, bool isWordLikely) => SecretShape.IsSecret(value)
        || (value.Length >= shortest && (isWordLikely || value.IndexOfAnyInRange('0', '9') >= 0) && value.IndexOfAnyExcept(CharactersOfTimes) >= 0 && !value.ContainsAny(NotInSecrets));
}
