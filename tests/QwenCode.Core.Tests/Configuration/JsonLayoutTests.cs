using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>The layout of a JSON text is found as the expressions say that describe it, but in linear time.</summary>
public sealed partial class JsonLayoutTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly string[] Pieces = ["{", "}", "\n", "\r\n", " ", "\t", "\"a\": ", "//", "/*", "*/", "x", "\""];

    [Fact]
    public void The_indentation_is_that_of_the_reference_expression()
    {
        var random = new Random(5);
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var indent = FirstMember().Match(text) is { Success: true } match ? match.Groups["indent"].Value : "  ";

            new JsonLayout(text).Nest(["a"], "b", 0).Split('"')[0].TrimStart('{').Trim('\r', '\n').ShouldBe(indent, text);
        }
    }

    [Fact]
    public void A_new_member_follows_the_comments_in_the_line_of_the_brace()
    {
        var random = new Random(6);
        for (var i = 0; i < 50_000; i++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)])).ReplaceLineEndings("");
            var added = Encoding.UTF8.GetString(new JsonLayout("").Insert(Encoding.UTF8.GetBytes($"{{{line}\n}}"), 1, isEmpty: true, ["a"], "b", 0));

            added.StartsWith($"{{{line}\n  \"a\"", StringComparison.Ordinal).ShouldBe(CommentsOnly().IsMatch(line), line);
        }
    }

    [Theory]
    [InlineData("{//")]
    [InlineData("{ ")]
    [InlineData("{\t//\r")]
    [InlineData("/**/ ")]
    [InlineData("/*")]
    public void Hostile_texts_are_read_in_linear_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 4 * 1024 * 1024 / piece.Length));
        var clock = Stopwatch.StartNew();

        new JsonLayout(text).Insert(Encoding.UTF8.GetBytes($"{{{text}x\n}}"), 1, isEmpty: true, ["a"], "b", 0).ShouldNotBeEmpty();

        clock.Elapsed.ShouldBeLessThan(Soon);
    }

    [GeneratedRegex(@"\{[^\S\r\n]*(?://[^\r\n]*)?\r?\n(?<indent>[ \t]+)""")]
    private static partial Regex FirstMember();

    [GeneratedRegex(@"^\s*(?:/\*(?:(?!\*/).)*\*/\s*)*(?://.*)?$", RegexOptions.Singleline)]
    private static partial Regex CommentsOnly();
}
