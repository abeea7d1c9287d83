using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class SchemaReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":["object","null"],"properties":{}}""")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""")]
    [InlineData("""{"properties":{"a":true,"b":{"type":"string"},"properties":{"type":"string"}}}""")]
    [InlineData("""{"anyOf":[{"type":"object"}]}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"object"}}}""")]
    public void A_schema_of_an_object_or_list_is_used_unchanged(string schema) => SchemaReader.Parse(schema, "The text").GetRawText().ShouldBe(schema);

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "no schema keyword")]
    [InlineData("null", "no schema keyword")]
    [InlineData("""{"name":"string"}""", "no schema keyword")]
    [InlineData("""{"type":"integer"}""", "a single value")]
    [InlineData("""{"type":7}""", "a single value")]
    [InlineData("""{"properties":[]}""", "not an object")]
    [InlineData("""{"properties":{"a":"string"}}""", "its property 'a'")]
    [InlineData("""{"type":"object","title":"\ud83d"}""", "lone surrogate")]
    [InlineData("""{"type":"object","\udc00":1}""", "lone surrogate")]
    public void An_invalid_schema_is_rejected_with_the_reason(string schema, string reason) => Refusal(schema).ShouldContain(reason);

    [Theory]
    [InlineData("{\"items\":", "}")]
    [InlineData("[", "]")]
    public void A_deeply_nested_schema_is_rejected(string open, string close)
    {
        foreach (var levels in new[] { InputLimits.Levels + 1, 10_000, 1_000_000 })
            Refusal(string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels))).ShouldContain("more than 64 levels");
    }

    [Fact]
    public void A_lone_surrogate_is_rejected_or_replaced_without_an_exception_of_JSON() =>
        SchemaReader.Parse("{\"type\":\"object\",\"title\":\"a\ud83d\"}", "The text").GetProperty("title").GetString().ShouldBe("a\uFFFD");

    [Fact]
    public void A_file_is_read_in_its_encoding_and_up_to_its_limit()
    {
        SchemaReader.ReadFile(_folder.Write("a.json", [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0])).ShouldBe("{}");

        Should.Throw<QwenException>(() => SchemaReader.ReadFile(_folder.Write("b.json", new byte[(1024 * 1024) + 1]))).Message.ShouldContain("the limit of 1 MB");
        Should.Throw<QwenException>(() => SchemaReader.ReadFile(_folder.At("none.json"))).Message.ShouldContain("does not exist");
        Should.Throw<QwenException>(() => SchemaReader.ReadFile(_folder.Root)).Message.ShouldContain("it is a directory");
    }

    private static string Refusal(string schema)
    {
        var error = Should.Throw<QwenException>(() => SchemaReader.Parse(schema, "The text"));
        error.ErrorId.ShouldBe("InvalidParameter");
        return error.Message;
    }
}
