using System.Text.RegularExpressions;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Placeholders are those of the expression that describes them.</summary>
public sealed partial class PlaceholderTests
{
    private static readonly string[] Pieces =
        ["<", ">", "{", "}", "x", "X", "xxx", "*", "***", ".", "..", "…", "change", "replace", "me", "_", "-", "todo", "placeholder", "your", "YOUR_", "key", "token", "secret", "here", "sk-", "a", "9"];

    [Fact]
    public void Placeholders_are_those_of_the_reference_expression()
    {
        var random = new Random(11);
        var found = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            Placeholder.Is(value).ShouldBe(Expression().IsMatch(value), value);
            found += Placeholder.Is(value) ? 1 : 0;
        }

        found.ShouldBeGreaterThan(2000);
    }

    [GeneratedRegex(@"^(?:<[^>]*>|\{+[^}]*\}+|x{4,}|\*{4,}|\.{3,}|…|change[_-]?me|replace[_-]?me|todo|placeholder|.*your[_-].*(?:key|token|secret).*|.*(?:key|token)[_-]here.*|sk-(?:x{3,}|\.{3,}|\*{3,}|…|your.*))$", RegexOptions.IgnoreCase)]
    private static partial Regex Expression();
}
