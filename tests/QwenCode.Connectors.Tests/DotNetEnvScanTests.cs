using System.Diagnostics;
using System.Text.RegularExpressions;
using QwenCode.Configuration;

namespace QwenCode.Connectors.Tests;

/// <summary>Assignments and references are found as the expressions say that describe them, but in linear time.</summary>
public sealed partial class DotNetEnvScanTests
{
    // Each of these took minutes, or would never end.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static readonly string[] Pieces = ["A", "b_1", ".", "-", "=", " ", "\t", "\n", "\r\n", "export", "set", "export ", "set\n", "$", "${", "}", "\\", "'", "\"", "#", "9"];

    [Fact]
    public void Assignments_and_references_are_those_of_the_reference_expressions()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            DotNetEnvScan.Assignments(text).Select(a => (a.Name, a.NameStart, a.End))
                .ShouldBe(Assignment().Matches(text).Select(m => (m.Groups[1].Value, m.Groups[1].Index, m.Index + m.Length)), text);
            DotNetEnvScan.References(text).Select(r => (r.Name, r.Start, r.End))
                .ShouldBe(Reference().Matches(text).Select(m => (m.Groups["name"].Value, m.Index, m.Index + m.Length)), text);
        }
    }

    [Theory]
    [InlineData("${")]
    [InlineData("$A")]
    [InlineData("${A")]
    [InlineData("export ")]
    [InlineData("A")]
    [InlineData("\n")]
    [InlineData("A\n")]
    public void Long_texts_are_scanned_in_linear_time(string piece)
    {
        var text = $"A=1\nB={string.Concat(Enumerable.Repeat(piece, 2 * 1024 * 1024 / piece.Length))}";
        var clock = Stopwatch.StartNew();

        _ = DotNetEnvScan.Assignments(text).Count;
        _ = DotNetEnvScan.References(text).Count();
        _ = DotNetEnvScan.NamesAfterDollars(text).Count;
        _ = new DotNetEnvReferences(text).Text;

        clock.Elapsed.ShouldBeLessThan(Soon);
    }

    [Fact]
    public void A_value_that_looks_like_a_mark_is_a_value()
    {
        Read("A=qwenReference7x\nB=$A\n").ShouldBe(["qwenReference7x", "qwenReference7x"]);
        Read("A=1\nB=qwenReference0x$A\n").ShouldBe(["1", "qwenReference0x1"]);
    }

    [Fact]
    public void Values_that_double_repeatedly_are_an_error_with_their_line()
    {
        var text = string.Concat(Enumerable.Range(1, 60).Select(i => $"V{i}=$V{i - 1}$V{i - 1}\n"));

        Should.Throw<EnvSyntaxException>(() => Read($"V0=0123456789\n{text}")).Line.ShouldBeInRange(15, 25);
        Should.Throw<EnvSyntaxException>(() => Read($"A={new string('x', 20_000)}\nB={string.Concat(Enumerable.Repeat("$A", 20_000))}\n")).Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("A=1\n", "\n")]
    [InlineData("", "\n")]
    [InlineData("A='", "\n")]
    [InlineData("A=1\n", " \r\n")]
    public void Too_many_blank_lines_for_the_package_are_an_error(string start, string blank)
    {
        var clock = Stopwatch.StartNew();

        Should.Throw<EnvSyntaxException>(() => Read(start + string.Concat(Enumerable.Repeat(blank, 300_000))));

        clock.Elapsed.ShouldBeLessThan(Soon);
    }

    [Fact]
    public void A_usual_number_of_blank_lines_is_read() => Read($"A=1{new string('\n', 500)}B=2\n").ShouldBe(["1", "2"]);

    [Fact]
    public void Every_name_after_a_dollar_is_found_in_any_context() =>
        DotNetEnvScan.NamesAfterDollars(@"$A ${B} ${C:-${D}} ${E${F}} \$G ${{H $$I_1 $ J $").ShouldBe(["A", "B", "C", "D", "E", "F", "G", "H", "I_1"]);

    private static string[] Read(string text) => [.. new DotNetEnvReader().Read(text).Select(a => a.Value)];

    [GeneratedRegex(@"^[ \t]*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?<!\\)\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))")]
    private static partial Regex Reference();
}
