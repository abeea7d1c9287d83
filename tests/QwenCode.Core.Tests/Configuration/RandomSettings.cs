using System.Text;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>A settings file of a random layout: order, indentation, line ends, comments, trailing commas, missing and empty sections.</summary>
internal sealed class RandomSettings
{
    private static readonly string[] Comments = ["", "", "", " /* é😀 */ ", "\n// line { [ \" \n", "/**/", " // x\n"];

    private readonly Random _random;
    private readonly string _newLine;
    private readonly string _indent;

    public RandomSettings(Random random)
    {
        _random = random;
        _newLine = Pick("\n", "\r\n", "", " ");
        _indent = _newLine.Trim(' ').Length == 0 ? "" : Pick("  ", "\t", "    ", "");
        Text = Gap() + Object(0, [.. Members()]) + Gap();
    }

    /// <summary>The file's text.</summary>
    public string Text { get; }

    private IEnumerable<string> Members()
    {
        var members = new List<string> { Member("ui", """{"theme":"dark","modelProviders":[{"id":"qwen3-max"}]}"""), Member("x.y", "[1,{},[]]"), Member("\\u00e9", "\"[{\\\"\"") };
        if (Chance())
            members.Add(Member("$version", Pick("2", "3", "4")));
        if (Chance())
            members.Add(Member("modelProviders", Object(1, Chance() ? [Member("openai", Routes())] : [Member("gemini", "[]"), .. Chance() ? [Member("openai", Routes())] : Array.Empty<string>()])));
        if (Chance())
            members.Add(Member("model", Object(1, Chance() ? [] : [Member("name", "\"old\""), Member("reasoningEffort", "\"low\"")])));
        if (Chance())
            members.Add(Member("security", Object(1, [Member("auth", Object(2, [Member("selectedType", "\"gemini\""), Member("apiKey", "\"$K\"")])), Member("folderTrust", "{}")])));
        return members.OrderBy(_ => _random.Next()).Take(_random.Next(members.Count) + 1);
    }

    private string Routes() => List(2, [.. Enumerable.Range(0, _random.Next(4)).Select(i => Object(3, [Member("id", $"\"m{i}\""), Member("baseUrl", Pick("\"http://h/v1\"", "5")), Member("envKey", "\"A\"")]))]);

    private string Object(int level, string[] members) => Group('{', '}', level, members);

    private string List(int level, string[] elements) => Group('[', ']', level, elements);

    private string Group(char open, char close, int level, string[] parts)
    {
        var text = new StringBuilder().Append(open).Append(Gap());
        for (var i = 0; i < parts.Length; i++)
            text.Append(Line(level + 1)).Append(parts[i]).Append(Gap()).Append(i < parts.Length - 1 || Chance(4) ? "," : "").Append(Gap());
        return text.Append(Line(level)).Append(Gap()).Append(close).ToString();
    }

    private string Member(string name, string value) => $"\"{name}\":{Gap()}{value}";

    private string Line(int level) => _newLine + string.Concat(Enumerable.Repeat(_indent, level));

    private string Gap() => Pick(Comments);

    private bool Chance(int of = 2) => _random.Next(of) == 0;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
