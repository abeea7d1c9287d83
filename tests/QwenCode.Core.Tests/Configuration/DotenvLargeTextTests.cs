using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Texts on which a backtracking or rescanning reader takes minutes.</summary>
public sealed class DotenvLargeTextTests
{
    private const int Length = 200_000;

    public static TheoryData<string, string> Texts =>
    [
        Text("blank lines", "", "\n"),
        Text("blank lines after a key", "A", "\n"),
        Text("blank lines after a separator", "A=", " \n"),
        Text("an unbalanced quote on every line", "", "A='x\n"),
        Text("unbalanced quotes of three kinds", "", "A='x\nB=\"y\nC=`z\n"),
        Text("empty values", "", "A="),
        Text("empty values a line", "", "A=\n"),
        Text("quotes", "A=", "'"),
        Text("escaped quotes", "A='", "\\'"),
        Text("escaped quotes with blanks between", "A='", "\\'  x"),
        Text("backslashes in quotes", "A=\"", "\\"),
        Text("exports", "", "export "),
        Text("export lines", "", "export\n"),
        Text("colons", "", "A: "),
        Text("quotes that begin a part of a plain value", "A=x", "\u2028'a"),
        Text("quotes of two kinds that begin a part of a plain value", "A=x", "\u2028'a\u2028\"b"),
        Text("comments", "", "#A=1 "),
        Text("line separators", "", "A\u2028"),
    ];

    [Theory(Timeout = 5000)]
    [MemberData(nameof(Texts))]
    public async Task Finishes(string start, string repeated)
    {
        var text = start + string.Concat(Enumerable.Repeat(repeated, Length / repeated.Length));

        await Task.Run(() => DotenvReader.Read(text), TestContext.Current.CancellationToken);
    }

    private static TheoryDataRow<string, string> Text(string name, string start, string repeated) =>
        new(start, repeated) { TestDisplayName = $"Finishes on {name}" };
}
