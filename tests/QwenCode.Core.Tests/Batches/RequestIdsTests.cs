using QwenCode.Batches;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Batches;

/// <summary>The ids in a file of requests.</summary>
public sealed class RequestIdsTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("1 2 3")]
    [InlineData("1 2 x 4")]
    [InlineData("a b c")]
    [InlineData("2 1")]
    [InlineData("0 1 2")]
    [InlineData("1 01")]
    [InlineData("01 02 03")]
    [InlineData("01 02 04")]
    [InlineData("01 1")]
    [InlineData("-1 1 +1")]
    [InlineData("99999999999999999999 1")]
    [InlineData("A a")]
    public void Each_id_is_that_of_its_request(string text)
    {
        var written = text.Split(' ');

        var ids = Read(written.Select(Line));

        ids.Count.ShouldBe(written.Length);
        written.Select(ids.IndexOf).ShouldBe(Enumerable.Range(0, written.Length));
    }

    [Theory]
    [InlineData("1 2", "3")]
    [InlineData("1 2", "0")]
    [InlineData("1 2", "-1")]
    [InlineData("1 2", "")]
    [InlineData("1 2", "1.0")]
    [InlineData("1 2", "99999999999999999999")]
    [InlineData("a b", "1")]
    [InlineData("1 2 x", "3")]
    public void Another_id_belongs_to_no_request(string text, string id) => Read(text.Split(' ').Select(Line)).IndexOf(id).ShouldBe(-1);

    [Theory]
    [InlineData("a", "a")]
    [InlineData("1", "1")]
    [InlineData("x", "1", "2", "1")]
    public void An_id_twice_is_an_error(params string[] ids) =>
        Should.Throw<UnusableFileException>(() => Read(ids.Select(Line))).Message.ShouldContain($"its line {ids.Length} has the custom_id of another");

    [Theory]
    [InlineData("{}")]
    [InlineData("notes")]
    [InlineData("""{"custom_id":null}""")]
    public void A_line_without_an_id_is_an_error(string line) =>
        Should.Throw<UnusableFileException>(() => Read([Line("1"), line])).Message.ShouldContain("its line 2 has no custom_id");

    [Fact]
    public void An_id_may_be_a_number_and_lines_may_be_empty()
    {
        var ids = Read(["", """{"custom_id":1}""", " \t\r", """{"custom_id":2}""" + "\r", ""]);

        (ids.Count, ids.IndexOf("2")).ShouldBe((2, 1));
    }

    [Fact]
    public void An_empty_file_has_no_ids() => Read([]).Count.ShouldBe(0);

    private RequestIds Read(IEnumerable<string> lines) => RequestIds.Of(_files.Write("requests.jsonl", string.Join('\n', lines)));

    private static string Line(string id) => $$$"""{"custom_id":"{{{id}}}","method":"POST","url":"/v1/chat/completions","body":{}}""";
}
