using System.Text.RegularExpressions;

namespace QwenCode.Pack;

/// <summary>
/// Reads the part of PowerShell's data language that a manifest is written in (<c>about_Data_Files</c>): hash tables, arrays, texts in
/// single quotes, <c>$true</c> and <c>$false</c>. Anything else is rejected, never guessed.
/// </summary>
internal sealed partial class DataFile
{
    private readonly string _text;
    private Match _token;
    private int _lastIndex;

    private DataFile(string text)
    {
        _text = text;
        _token = Token().Match(text);
    }

    /// <summary>The hash table that a text is, its keys in any case. A value is a text, a Boolean, a list or a hash table again.</summary>
    /// <exception cref="PackException">The text holds something else.</exception>
    public static Dictionary<string, object> Read(string text)
    {
        var reader = new DataFile(text);
        return reader.Value() is Dictionary<string, object> table && reader.Current.Length == 0 ? table : throw reader.Unexpected();
    }

    private string Current => _token.Groups["token"].Value;

    private object Value()
    {
        var token = Take();
        return token switch
        {
            "@{" => Table(),
            "@(" => List(),
            ['\'', .., '\''] => token[1..^1].Replace("''", "'", StringComparison.Ordinal),
            "$true" => true,
            "$false" => false,
            _ => throw Unexpected(),
        };
    }

    private Dictionary<string, object> Table()
    {
        var table = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        while (!TryTake("}"))
        {
            var key = Take();
            if (!TryTake("="))
                throw Unexpected();
            table[key] = Value();
            TryTake(";");
        }

        return table;
    }

    private List<object> List()
    {
        var list = new List<object>();
        while (!TryTake(")"))
        {
            list.Add(Value());
            TryTake(",");
        }

        return list;
    }

    private string Take()
    {
        var token = Current.Length > 0 ? Current : throw Unexpected();
        _lastIndex = _token.Groups["token"].Index;
        _token = _token.NextMatch();
        return token;
    }

    private bool TryTake(string token)
    {
        if (Current != token)
            return false;
        Take();
        return true;
    }

    private PackException Unexpected() => new($"line {_text.AsSpan(0, _lastIndex).Count('\n') + 1}: nothing that a plain manifest holds");

    [GeneratedRegex(@"\G(?:\s|\#.*)*(?<token>@\{|@\(|[})=;,]|'(?:[^']|'')*'|\$?\w+|\z)")]
    private static partial Regex Token();
}
