using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Finds the password that is attached to the option <c>-p</c> of the clients of MySQL and MariaDB.</summary>
internal static class DatabaseClient
{
    private const string Option = "-p";

    private static readonly string[] Commands =
    [
        "mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlcheck", "mysqlshow", "mysqlbinlog", "mysqlpump", "mysqlsh", "mariadb", "mariadb-dump", "mariadb-admin",
        "mariadb-import", "mariadb-check", "mariadb-show", "mariadb-backup", "mariabackup",
    ];

    private static readonly SearchValues<char> InPort = SearchValues.Create("0123456789:");

    /// <summary>Whether a text has the name of a client and such an option.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.Contains(Option, StringComparison.Ordinal)
        && (text.Contains("mysql", StringComparison.OrdinalIgnoreCase) || text.Contains("maria", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the command before an option is such a client: it begins with the name of one, and no other command has begun since.</summary>
    public static bool IsCommand(ReadOnlySpan<char> before)
    {
        before = before[(before.LastIndexOfAny(";|&(") + 1)..];
        for (var rest = before; !rest.IsEmpty;)
        {
            var length = rest.IndexOfAny(" \t\r\n") is >= 0 and var blank ? blank : rest.Length;
            var word = rest[..length].Trim("'\"`");
            var name = word[(word.LastIndexOfAny('/', '\\') + 1)..];
            name = name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
            if (KnownWords.Contain(Commands, name))
                return true;
            rest = rest[Math.Min(length + 1, rest.Length)..];
        }

        return false;
    }

    /// <summary>The range of the password; an empty one if the value of the option is a port, as of the command before it, or a placeholder.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the option.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) Password(ReadOnlySpan<char> text, int start, int end)
    {
        var value = start + Option.Length;
        if (end == value)
            return TextScan.IsAny(text, end, "'\"") ? QuotedValue.At(text, end) : default;
        var endOfValue = TextScan.EndOfWord(text, value);
        var content = text[value..endOfValue];
        return content.IndexOfAnyExcept(InPort) < 0 || content[0] is '=' or '-' || PlainValue.IsPlaceholder(content) ? default : (value, endOfValue);
    }
}
