using System.Globalization;
using QwenCode.Batches;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Results that come in any order, twice, or not at all.</summary>
public sealed class ResultIndexTests : IDisposable
{
    private const string Good = """{"custom_id":"ID","response":{"status_code":200,"request_id":"REQ","body":{}}}""";
    private const string Bad = """{"custom_id":"ID","response":{"status_code":500,"request_id":"REQ","body":{}}}""";

    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Of_several_lines_the_first_that_succeeded_counts_else_the_first()
    {
        using var index = Index(4);
        index.Add(_files.Write("output", string.Join('\n', Line(Bad, 2, "a"), Line(Good, 0, "b"), "", " \r", Line(Good, 0, "c"), Line(Bad, 1, "d"))));
        index.Add(_files.Write("errors", string.Join("\r\n", Line(Good, 2, "e"), Line(Bad, 1, "f"), Line(Bad, 0, "g"), "")));

        Enumerable.Range(0, 4).Select(position => index.Find(position)?.RequestId).ShouldBe(["b", "d", "e", null]);
        index.Unusable.Count.ShouldBe(0);
        index.Repeated.Count.ShouldBe(4);
        index.Repeated.Warnings("They").ShouldBe(
        [
            Repeated(3, 0, 5, "output"),
            Repeated(2, 2, 1, "errors"),
            Repeated(2, 1, 2, "errors"),
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" \r\n")]
    public void A_byte_order_mark_is_not_part_of_the_first_line(string before)
    {
        using var index = Index(2);
        index.Add(_files.Write("output", $"\uFEFF{before}{Line(Good, 0, "a")}\n{Line(Good, 1, "b")}"));

        Enumerable.Range(0, 2).Select(position => index.Find(position)?.RequestId).ShouldBe(["a", "b"]);
        index.Unusable.Count.ShouldBe(0);
    }

    [Fact]
    public void The_first_requests_with_several_lines_are_listed_and_all_lines_counted()
    {
        using var index = Index(100);
        var lines = Enumerable.Range(0, 30).Select(number => Line(Good, number, "a")).ToArray();
        index.Add(_files.Write("output", string.Join('\n', [.. lines, .. lines, Line(Good, 3, "b"), Line(Good, 20, "b"), Line(Good, 50, "b")])));

        index.Repeated.Count.ShouldBe(32);
        var warnings = index.Repeated.Warnings("They").ToList();
        warnings.Count.ShouldBe(11);
        warnings[3].ShouldBe(Repeated(3, 3, 34, "output"));
        warnings[10].ShouldBe("They have 21 further results for requests that have another.");
    }

    [Fact]
    public void Results_without_repeats_have_no_warning()
    {
        using var index = Index(2);
        index.Add(_files.Write("output", $"{Line(Good, 1, "a")}\n{Line(Bad, 0, "b")}\n{Line(Good, 9, "c")}\n{Line(Good, 9, "c")}"));

        index.Repeated.Count.ShouldBe(0);
        index.Repeated.Warnings("They").ShouldBeEmpty();
    }

    [Fact]
    public void Lines_that_belong_to_no_request_are_counted()
    {
        using var index = Index(1);
        index.Add(_files.Write("output", string.Join('\n', Line(Good, 1, "a"), Line(Good, 7, "b"), "notes", "{}", """{"custom_id":"x"}""", Line(Good, 0, "c"))));

        index.Find(0)!.RequestId.ShouldBe("c");
        index.Unusable.Count.ShouldBe(5);
    }

    [Fact]
    public void A_line_is_found_again_however_long_the_others_are()
    {
        using var index = Index(300);
        var random = new Random(1);
        var lines = Enumerable.Range(0, 300).Select(number => Line(Good, number, new string('x', random.Next(20_000)) + number)).ToArray();
        random.Shuffle(lines);
        index.Add(_files.Write("output", string.Join('\n', lines)));

        for (var position = 0; position < 300; position++)
            index.Find(position)!.RequestId!.TrimStart('x').ShouldBe(position.ToString(CultureInfo.InvariantCulture));
    }

    private string Repeated(int lines, int id, int number, string file) =>
        $"They have {lines} results for the request '{id}', one of them in line {number} of {_files.At(file)}. Only the first answer among them is used, or the first error if there is no answer.";

    private static ResultIndex Index(int count) => new(count, id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);

    private static string Line(string line, int id, string request) =>
        line.Replace("ID", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("REQ", request, StringComparison.Ordinal);
}
