using System.Collections;
using System.Numerics;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>The JSON schema of parameters of each type, and with each limit.</summary>
public sealed class ToolSchemaTests
{
    [Theory]
    [InlineData(typeof(string), """{"type":"string"}""")]
    [InlineData(typeof(object), "{}")]
    [InlineData(typeof(bool), """{"type":"boolean"}""")]
    [InlineData(typeof(bool?), """{"type":"boolean"}""")]
    [InlineData(typeof(int), """{"type":"integer"}""")]
    [InlineData(typeof(Int128), """{"type":"integer"}""")]
    [InlineData(typeof(BigInteger), """{"type":"integer"}""")]
    [InlineData(typeof(Half), """{"type":"number"}""")]
    [InlineData(typeof(decimal?), """{"type":"number"}""")]
    [InlineData(typeof(char), """{"type":"string","minLength":1,"maxLength":1}""")]
    [InlineData(typeof(DateTime), """{"type":"string","format":"date-time"}""")]
    [InlineData(typeof(DateTimeOffset?), """{"type":"string","format":"date-time"}""")]
    [InlineData(typeof(Uri), """{"type":"string","format":"uri-reference"}""")]
    [InlineData(typeof(Version), """{"type":"string"}""")]
    [InlineData(typeof(FileInfo), """{"type":"string"}""")]
    [InlineData(typeof(ConsoleModifiers), """{"type":"array","items":{"type":"string","enum":["None","Alt","Shift","Control"]}}""")]
    [InlineData(typeof(UriKind?), """{"type":"string","enum":["RelativeOrAbsolute","Absolute","Relative"]}""")]
    [InlineData(typeof(Hashtable), """{"type":"object"}""")]
    [InlineData(typeof(Dictionary<string, object>), """{"type":"object"}""")]
    [InlineData(typeof(Dictionary<string, int[]>), """{"type":"object","additionalProperties":{"type":"array","items":{"type":"integer"}}}""")]
    [InlineData(typeof(IReadOnlyDictionary<string, Uri>), """{"type":"object","additionalProperties":{"type":"string","format":"uri-reference"}}""")]
    [InlineData(typeof(int?[]), """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData(typeof(string[][]), """{"type":"array","items":{"type":"array","items":{"type":"string"}}}""")]
    [InlineData(typeof(List<Guid>), """{"type":"array","items":{"type":"string","format":"uuid"}}""")]
    [InlineData(typeof(IEnumerable), """{"type":"array","items":{}}""")]
    public void Types_are_written_as_JSON_has_them(Type type, string expected)
    {
        ToolType.IsSupported(type).ShouldBeTrue();
        Of(new ToolParameter("v", type)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(typeof(Stream))]
    [InlineData(typeof(StreamWriter))]
    [InlineData(typeof(System.Security.Cryptography.X509Certificates.X509Certificate2))]
    [InlineData(typeof(Action))]
    [InlineData(typeof(CancellationToken))]
    [InlineData(typeof(int[,]))]
    [InlineData(typeof(Stream[]))]
    [InlineData(typeof(List<Action>))]
    [InlineData(typeof(DBNull))]
    [InlineData(typeof(IFormatProvider))]
    public void What_no_text_makes_or_opens_a_file_is_not_supported(Type type) => ToolType.IsSupported(type).ShouldBeFalse();

    [Fact]
    public void Limits_are_those_of_the_items_of_a_list_except_their_number()
    {
        var limited = new ToolParameter("v", typeof(string[])) { Limits = new() { Pattern = "^a", Length = (1, 5), Count = (2, 3), Choices = ["a", "ab"] }, Description = "Some." };

        Of(limited).ShouldBe("""{"description":"Some.","type":"array","minItems":2,"maxItems":3,"items":{"type":"string","enum":["a","ab"],"pattern":"^a","minLength":1,"maxLength":5}}""");
        Of(limited with { Type = typeof(string), Limits = limited.Limits with { Count = null, Choices = null, Length = (0, int.MaxValue) }, Description = "" }).ShouldBe("""{"type":"string","pattern":"^a"}""");
    }

    [Fact]
    public void Numbers_have_inclusive_and_exclusive_limits()
    {
        Of(new ToolParameter("v", typeof(int)) { Limits = new() { Minimum = -1, Maximum = 5 } }).ShouldBe("""{"type":"integer","minimum":-1,"maximum":5}""");
        Of(new ToolParameter("v", typeof(double)) { Limits = new() { Minimum = 0, ExcludesMinimum = true, Maximum = 1.5m, ExcludesMaximum = true } }).ShouldBe("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1.5}""");
    }

    [Fact]
    public void Choices_have_the_type_of_the_parameter()
    {
        Of(new ToolParameter("v", typeof(int)) { Limits = new() { Choices = ["1", "2"] } }).ShouldBe("""{"type":"integer","enum":[1,2]}""");
        Of(new ToolParameter("v", typeof(object)) { Limits = new() { Choices = ["1", "a"] } }).ShouldBe("""{"enum":[1,"1","a"]}""");
        Of(new ToolParameter("v", typeof(bool)) { Limits = new() { Choices = ["True"] } }).ShouldBe("""{"type":"boolean","enum":[true]}""");
        Of(new ToolParameter("v", typeof(string)) { Limits = new() { Choices = ["1", "\"ä"] } }).ShouldBe("""{"type":"string","enum":["1","\"ä"]}""");
        Of(new ToolParameter("v", typeof(UriKind)) { Limits = new() { Choices = ["Absolute"] } }).ShouldBe("""{"type":"string","enum":["Absolute"]}""");
    }

    [Fact]
    public void Mandatory_parameters_are_required_and_no_others_are_allowed()
    {
        var schema = ToolSchema.Of([new ToolParameter("A", typeof(int)) { IsMandatory = true }, new ToolParameter("B", typeof(int)), new ToolParameter("C", typeof(int)) { IsMandatory = true }]);

        schema.GetRawText().ShouldBe("""{"type":"object","properties":{"A":{"type":"integer"},"B":{"type":"integer"},"C":{"type":"integer"}},"required":["A","C"],"additionalProperties":false}""");
        ToolSchema.Of([]).GetRawText().ShouldBe("""{"type":"object","properties":{},"additionalProperties":false}""");
        ToolSchema.Indented(ToolSchema.Of([])).ReplaceLineEndings("\n").ShouldBe("{\n  \"type\": \"object\",\n  \"properties\": {},\n  \"additionalProperties\": false\n}");
    }

    private static string Of(ToolParameter parameter) => ToolSchema.Of([parameter]).GetProperty("properties").GetProperty("v").GetRawText();
}
