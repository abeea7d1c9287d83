using System.Text.Json;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>The arguments of a call as models write them.</summary>
public sealed class ToolArgumentsTests
{
    private static readonly JsonElement Schema = ToolSchema.Of([new ToolParameter("Path", typeof(string)) { IsMandatory = true }, new ToolParameter("Depth", typeof(int)), new ToolParameter("Filter", typeof(object))]);
    private static readonly JsonElement Optional = ToolSchema.Of([new ToolParameter("Depth", typeof(int))]);
    private static readonly JsonElement Nothing = ToolSchema.Of([]);

    [Theory]
    [InlineData("""{"Path":"a","Depth":2}""", "Path=\"a\", Depth=2")]
    [InlineData("""{"path":"a","DEPTH":2}""", "Path=\"a\", Depth=2")]
    [InlineData("""{"Path":"a","Depth":null}""", "Path=\"a\"")]
    [InlineData(""" {"Path":"","Filter":{"a":[1,null]}} """, "Path=\"\", Filter={\"a\":[1,null]}")]
    [InlineData("""{"Path":"\ud83d\ude00"}""", "Path=\"\\ud83d\\ude00\"")]
    public void Arguments_are_read_by_the_names_of_the_schema(string text, string expected) =>
        string.Join(", ", ToolArguments.Read(text, Schema).Select(argument => $"{argument.Key}={argument.Value.GetRawText()}")).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"Depth":null}""")]
    public void Nothing_is_no_arguments(string text) => ToolArguments.Read(text, Optional).ShouldBeEmpty();

    [Theory]
    [InlineData("", "Required, but not specified: Path.")]
    [InlineData("{}", "Required, but not specified: Path.")]
    [InlineData("null", "Required, but not specified: Path.")]
    [InlineData("""{"Path":null}""", "Required, but not specified: Path.")]
    [InlineData("""{"Path":"a","Path":"b"}""", "The parameter 'Path' is specified more than once.")]
    [InlineData("""{"Path":"a","path":"b"}""", "The parameter 'Path' is specified more than once.")]
    [InlineData("""{"Path":null,"PATH":"b"}""", "The parameter 'Path' is specified more than once.")]
    [InlineData("""{"Path":"a","Recurse":true}""", "There is no parameter 'Recurse'. Parameters: Path, Depth, Filter.")]
    [InlineData("""{"Path":"a","Recurse":null}""", "There is no parameter 'Recurse'. Parameters: Path, Depth, Filter.")]
    [InlineData("""{"Path":"a","":1}""", "There is no parameter ''. Parameters: Path, Depth, Filter.")]
    [InlineData("""{"Path ":"a"}""", "There is no parameter 'Path '. Parameters: Path, Depth, Filter.")]
    [InlineData("[]", "The arguments are not a JSON object.")]
    [InlineData("""["a"]""", "The arguments are not a JSON object.")]
    [InlineData("1", "The arguments are not a JSON object.")]
    [InlineData("""
        "{\"Path\":\"a\"}"
        """, "The arguments are not a JSON object.")]
    [InlineData("""{"Path":"\ud83d"}""", "The arguments have text that is not valid Unicode.")]
    [InlineData("""{"\ud83d":"a"}""", "The arguments have text that is not valid Unicode.")]
    [InlineData("""{"Path":"a","Filter":[{"a":["\ude00"]}]}""", "The arguments have text that is not valid Unicode.")]
    [InlineData("""{"Path":"a","Filter":{"b":{"\ude00":1}}}""", "The arguments have text that is not valid Unicode.")]
    public void What_the_tool_does_not_take_is_reported(string text, string message) =>
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read(text, Schema)).Message.ShouldBe(message);

    [Theory]
    [InlineData("{", "line 1, column 2 is not valid JSON")]
    [InlineData("""{"Path":"a" """, "line 1, column 13 is not valid JSON")]
    [InlineData("""{"Path":"a",}""", "line 1, column 13 is not valid JSON")]
    [InlineData("""{'Path':'a'}""", "line 1, column 2 is not valid JSON")]
    [InlineData("""{"Path":"a"}{"Path":"b"}""", "line 1, column 13 is not valid JSON")]
    [InlineData("""{"Path":"a"} and more""", "line 1, column 14 is not valid JSON")]
    [InlineData("""{"Path":"C:\dir"}""", "line 1, column 13 is not valid JSON")]
    [InlineData("""{"Path":"a" /* comment */}""", "line 1, column 13 is not valid JSON")]
    [InlineData("""{"Path":"a","Depth":01}""", "line 1, column 22 is not valid JSON")]
    [InlineData("""{"Path":"a","Depth":NaN}""", "line 1, column 21 is not valid JSON")]
    [InlineData("{\"Path\":\"a\nb\"}", "line 1, column 11 is not valid JSON")]
    [InlineData("{\r\n\"Päth\":}", "line 2, column 8 is not valid JSON")]
    [InlineData("```json\n{\"Path\":\"a\"}\n```", "line 1, column 1 is not valid JSON")]
    [InlineData("\0", "line 1, column 1 is not valid JSON")]
    public void Broken_JSON_is_reported_with_its_position(string text, string where) =>
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read(text, Schema)).Message.ShouldBe($"The arguments cannot be read: {where}.");

    [Fact]
    public void Depth_is_limited()
    {
        const int Deepest = 62;
        static string Nested(int levels) => $$"""{"Path":"a","Filter":{{new string('[', levels)}}{{new string(']', levels)}}}""";

        ToolArguments.Read(Nested(Deepest), Schema).Count.ShouldBe(2);
        foreach (var levels in new[] { 100, 1_000_000 })
            Should.Throw<ToolArgumentException>(() => ToolArguments.Read(Nested(levels), Schema)).Message.ShouldBe("The arguments are nested more than 64 levels deep.");
    }

    [Fact]
    public void A_tool_without_parameters_takes_none() =>
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read("""{"x":1}""", Nothing)).Message.ShouldBe("There is no parameter 'x'. The tool takes no arguments.");

    [Fact]
    public void A_lone_surrogate_is_reported_also_without_an_escape() =>
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read("{\"Path\":\"\uD83D\"}", Schema)).Message.ShouldBe("The arguments have text that is not valid Unicode.");
}
