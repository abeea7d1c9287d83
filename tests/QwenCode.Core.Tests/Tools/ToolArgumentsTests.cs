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
    [InlineData("{")]
    [InlineData("""{"Path":"a" """)]
    [InlineData("""{"Path":"a",}""")]
    [InlineData("""{'Path':'a'}""")]
    [InlineData("""{"Path":"a"}{"Path":"b"}""")]
    [InlineData("""{"Path":"a"} and more""")]
    [InlineData("""{"Path":"C:\dir"}""")]
    [InlineData("""{"Path":"a" /* comment */}""")]
    [InlineData("""{"Path":"a","Depth":01}""")]
    [InlineData("""{"Path":"a","Depth":NaN}""")]
    [InlineData("{\"Path\":\"a\nb\"}")]
    [InlineData("```json\n{\"Path\":\"a\"}\n```")]
    [InlineData("\0")]
    public void Broken_JSON_is_reported_in_one_line(string text)
    {
        var message = Should.Throw<ToolArgumentException>(() => ToolArguments.Read(text, Schema)).Message;

        message.ShouldStartWith("The arguments are not valid JSON: ");
        message.ShouldNotContain('\n');
    }

    [Fact]
    public void Depth_is_limited()
    {
        const int Deepest = 62;
        static string Nested(int levels) => $$"""{"Path":"a","Filter":{{new string('[', levels)}}{{new string(']', levels)}}}""";

        ToolArguments.Read(Nested(Deepest), Schema).Count.ShouldBe(2);
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read(Nested(100), Schema));
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read(Nested(1_000_000), Schema));
    }

    [Fact]
    public void A_tool_without_parameters_takes_none() =>
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read("""{"x":1}""", Nothing)).Message.ShouldBe("There is no parameter 'x'. The tool takes no arguments.");

    [Fact]
    public void A_lone_surrogate_is_reported_also_without_an_escape() =>
        Should.Throw<ToolArgumentException>(() => ToolArguments.Read("{\"Path\":\"\uD83D\"}", Schema)).Message.ShouldBe("The arguments have text that is not valid Unicode.");
}
