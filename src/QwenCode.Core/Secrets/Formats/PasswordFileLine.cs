using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the password in a line of PostgreSQL's <c>.pgpass</c>: <c>host:5432:database:user:password</c>. The port is one of those that its
/// servers have, or a star, because compilers report positions in the same format.
/// </summary>
internal static class PasswordFileLine
{
    private const int Fields = 4;
    private const int LongestField = 256;

    private const int LongestRest = 3;
    private const string InPorts = ":543";
    private const string Digits = "0123456789";

    private static readonly string[] Ports = ["*", "5432", "5433", "5434", "5435", "5436", "5439", "54320", "54321"];
    private static readonly SearchValues<char> InField = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*._-@/");

    /// <summary>Whether a star has the position of a port.</summary>
    public static bool IsPort(ReadOnlySpan<char> text, int star) => star > 0 && text[star - 1] == ':' && TextScan.IsAny(text, star + 1, ":");

    /// <summary>Whether a text has the number of a port between colons.</summary>
    public static bool HasPort(ReadOnlySpan<char> text)
    {
        while (text.IndexOf(InPorts) is >= 0 and var next)
        {
            text = text[(next + InPorts.Length)..];
            if (text[..Math.Min(text.Length, LongestRest)].TrimStart(Digits).StartsWith(":"))
                return true;
        }

        return false;
    }

    /// <summary>The range of the password in a word that is a whole line of such a file; an empty one for other words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the word.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) At(ReadOnlySpan<char> text, int start, int end)
    {
        if ((start > 0 && text[start - 1] is not ('\n' or '\r')) || (end < text.Length && text[end] is not ('\n' or '\r')))
            return default;
        var position = start;
        for (var field = 0; field < Fields; field++)
        {
            var rest = text[position..Math.Min(end, position + LongestField)];
            if (rest.IndexOf(':') is not (> 0 and var length) || rest[..length].IndexOfAnyExcept(InField) >= 0 || (field == 1 && !KnownWords.Contain(Ports, rest[..length])))
                return default;
            position += length + 1;
        }

        return HasColon(text[position..end]) ? default : (position, end);
    }

    // A colon of the password is escaped. Lines of /etc/shadow have more fields.
    private static bool HasColon(ReadOnlySpan<char> password)
    {
        for (var i = 0; i < password.Length; i++)
        {
            if (password[i] == ':')
                return true;
            i += password[i] == '\\' ? 1 : 0;
        }

        return false;
    }
}
