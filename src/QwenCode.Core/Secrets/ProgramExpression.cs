using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Recognizes an expression of a program right after a name and an equals sign, as in <c>f(api_key=settings.API_KEY)</c>: a member with the
/// name of a secret, a call, or a list. It has no digit in its names, which keys have.
/// </summary>
internal static class ProgramExpression
{
    private static readonly SearchValues<char> InPath = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.");

    /// <summary>Whether a value begins with such an expression.</summary>
    /// <param name="value">The value and what follows it in the word.</param>
    /// <param name="name">The name.</param>
    public static bool Begins(ReadOnlySpan<char> value, SecretName name)
    {
        if (value is ['[', '\'' or '"' or ']', ..])
            return !name.IsPassword;
        var length = value.IndexOfAnyExcept(InPath) is >= 0 and var other ? other : value.Length;
        var path = value[..length];
        if (path.IsEmpty || path[0] == '.')
            return false;
        var dot = path.LastIndexOf('.');
        var isNamed = SecretName.Of(path[(dot + 1)..]).IsPossible;
        if (value[length..] is ['(', '\'' or '"' or ')', ..])
            return dot > 0 || isNamed;
        return dot > 0 && isNamed && (length == value.Length || value[length] is ',' or ')' or ';' or '}');
    }
}
