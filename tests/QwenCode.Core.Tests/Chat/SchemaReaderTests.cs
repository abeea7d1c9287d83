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
    [InlineData("""{"type":"object","properties":{"type":{"enum":["strng"]},"$ref":{"const":{"type":"strng","$ref":5}}}}""")]
    [InlineData("""{"type":"object","default":{"type":"strng"},"examples":[{"$ref":"#/none"}],"unheardOf":{"type":"strng","$ref":5}}""")]
    [InlineData("""{"items":{"$ref":"#"},"definitions":{"a/b":{"$ref":"#/definitions/a~1b"},"c":{"$ref":"#/definitions/d/items/0"},"d":{"items":[true]}}}""")]
    [InlineData("""{"$id":"https://h.example/a","$defs":{"b":{"$anchor":"x","type":"object"}},"anyOf":[{"$ref":"#x"},{"$ref":"https://h.example/a"},{"$ref":"https://h.example/a#x"},{"$ref":"https://h.example/a#/$defs/b"}]}""")]
    [InlineData("""{"$defs":{"b":{"$id":"b","$defs":{"c":{}},"items":{"$ref":"#/$defs/c"}}},"anyOf":[{"$ref":"b"},{"$ref":"b#/$defs/c"}]}""")]
    [InlineData("""{"items":{"$ref":"#/components/schemas/a"},"components":{"schemas":{"a":{"$ref":"#/components/schemas/b"},"b":{"$ref":"#/components/schemas/a"}}}}""")]
    public void A_schema_of_an_object_or_list_is_used_unchanged(string schema) => SchemaReader.Parse(schema, "The text").GetRawText().ShouldBe(schema);

    [Theory]
    [InlineData("\"a?\"", "a JSON string")]
    [InlineData("a?", null)]
    public void The_kind_of_a_text_with_half_of_a_character_is_known(string text, string? kind) => SchemaReader.KindOfJson(text.Replace('?', '\uD83D')).ShouldBe(kind);

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "it is a JSON array, and a schema is a JSON object")]
    [InlineData("null", "it is null, and a schema is a JSON object")]
    [InlineData("\"object\"", "it is a JSON string, and a schema is a JSON object")]
    [InlineData("""{"name":"string"}""", "no schema keyword")]
    [InlineData("""{"type":"integer"}""", "a single value")]
    [InlineData("""{"type":7}""", "$.type is 7, not one of array, boolean, integer, null, number, object, string.")]
    [InlineData("""{"type":"strng"}""", "$.type is \"strng\", not one of array,")]
    [InlineData("""{"type":"Object"}""", "$.type is \"Object\", not one of array,")]
    [InlineData("""{"type":["object","nul"]}""", "$.type[1] is \"nul\", not one of array,")]
    [InlineData("""{"type":"object","properties":{"a":{"items":{"type":[]}}}}""", "$.properties.a.items.type is an empty array.")]
    [InlineData("""{"type":"object","items":{"type":[["string"]]}}""", "$.items.type[0] is an array, not one of array,")]
    [InlineData("""{"type":"object","properties":{"a b":{"type":"float"}}}""", "$.properties['a b'].type is \"float\", not one of array,")]
    [InlineData("""{"type":"object","additionalProperties":{"anyOf":[{},{"type":"int"}]}}""", "$.additionalProperties.anyOf[1].type is \"int\", not one of array,")]
    [InlineData("""{"type":"object","$defs":{"a":{"prefixItems":[{"not":{"type":"x"}}]}}}""", "$['$defs'].a.prefixItems[0].not.type is \"x\", not one of array,")]
    [InlineData("""{"type":"object","patternProperties":{"^a":{"if":{"type":"x"}}}}""", "$.patternProperties['^a'].if.type is \"x\", not one of array,")]
    [InlineData("""{"$ref":5}""", "$['$ref'] is 5, not a reference")]
    [InlineData("""{"items":{"$ref":"#/$defs/none"},"$defs":{}}""", "$.items['$ref'] is \"#/$defs/none\", which the schema does not contain.")]
    [InlineData("""{"items":{"$ref":"other.json"}}""", "$.items['$ref'] is \"other.json\", which the schema does not contain.")]
    [InlineData("""{"$ref":"#/components/a","components":{"a":{"items":{"type":"x"}}}}""", "$.components.a.items.type is \"x\", not one of array,")]
    [InlineData("""{"items":{"$ref":"#none"}}""", "$.items['$ref'] is \"#none\", which the schema does not contain.")]
    [InlineData("""{"items":{"$ref":"#/title"},"title":"x"}""", "$.items['$ref'] is \"#/title\", which is not a schema.")]
    [InlineData("""{"type":"object","properties":{"a\u001b":{"type":"\u001b[31m"}}}""", "$.properties['a\\u001B'].type is \"\\u001B[31m\", not one of array,")]
    [InlineData("""{"type":"object","title":"\ud83d"}""", "lone surrogate")]
    [InlineData("""{"type":"object","\udc00":1}""", "lone surrogate")]
    public void An_invalid_schema_is_rejected_with_the_reason(string schema, string reason) => Refusal(schema).ShouldContain(reason);

    [Theory]
    [InlineData("""{"enum":[{"a":1},"b"]}""")]
    [InlineData("""{"const":[]}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"object"}]}""")]
    [InlineData("""{"oneOf":[{"$ref":"#"},{"type":"array"}]}""")]
    [InlineData("""{"allOf":[{"type":["object","null"]},{"properties":{}}]}""")]
    [InlineData("""{"type":"object","anyOf":[{"required":["a"]},{"$ref":"#"}]}""")]
    [InlineData("""{"$defs":{"a":{"$id":"a","$defs":{"b":{"type":"string"}}}},"$ref":"a#/$defs/b"}""")]
    public void A_schema_that_an_object_or_list_can_match_is_used(string schema) => SchemaReader.Parse(schema, "The text").GetRawText().ShouldBe(schema);

    [Theory]
    [InlineData("""{"type":["string","null"]}""", "describes a single value")]
    [InlineData("""{"enum":["a",1,null]}""", "describes a single value")]
    [InlineData("""{"const":true}""", "describes a single value")]
    [InlineData("""{"anyOf":[{"type":"string"},{"enum":[1]}]}""", "describes a single value")]
    [InlineData("""{"oneOf":[{"const":1},{"$ref":"#"}]}""", "describes a single value")]
    [InlineData("""{"allOf":[{"properties":{}},{"type":"string","nullable":true}]}""", "describes a single value")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"type":"integer"}}}""", "describes a single value")]
    [InlineData("""{"$ref":"#"}""", "its root only refers to itself")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"$ref":"#/$defs/a"}}}""", "its root only refers to itself")]
    [InlineData("""{"type":"object","enum":["a"]}""", "allows no value: its keywords contradict each other")]
    [InlineData("""{"allOf":[{"type":"object"},{"type":"string"}]}""", "allows no value: its keywords contradict each other")]
    [InlineData("""{"anyOf":[false]}""", "allows no value: its keywords contradict each other")]
    public void A_schema_that_no_object_or_list_can_match_is_rejected(string schema, string reason) => Refusal(schema).ShouldContain(reason);

    [Fact]
    public void References_that_multiply_or_form_a_long_chain_are_read_at_once()
    {
        var twice = string.Join(',', Enumerable.Range(0, 60).Select(i => "\"a" + i + "\":{\"anyOf\":[{\"$ref\":\"#/$defs/a" + (i + 1) + "\"},{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}]}"));
        var chain = string.Join(',', Enumerable.Range(0, 20_000).Select(i => "\"a" + i + "\":{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}"));

        SchemaReader.Parse("{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + twice + ",\"a60\":{\"type\":\"string\"}}}", "The text");
        SchemaReader.Parse("{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + chain + ",\"a20000\":{\"type\":\"string\"}}}", "The text");
    }

    [Theory]
    [InlineData("{\"items\":", "}")]
    [InlineData("[", "]")]
    public void A_deeply_nested_schema_is_rejected(string open, string close)
    {
        foreach (var levels in new[] { InputLimits.Levels + 1, 10_000, 1_000_000 })
            Refusal(string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels))).ShouldContain("more than 64 levels");
    }

    [Fact]
    public void A_schema_that_was_sent_before_is_read_as_it_is() =>
        SchemaReader.Read("""{"items":{"type":"strng","$ref":"other.json"}}""", "The text").GetRawText().ShouldBe("""{"items":{"type":"strng","$ref":"other.json"}}""");

    [Theory]
    [InlineData("[{}]", "a JSON array")]
    [InlineData(" [ 1 ] ", "a JSON array")]
    [InlineData("[{", "a JSON array")]
    [InlineData("[ \"a\"", "a JSON array")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("-5e1", "a JSON number")]
    [InlineData("\"text\"", "a JSON string")]
    [InlineData("{}", null)]
    [InlineData("Person", null)]
    [InlineData("[Person]", null)]
    [InlineData("[Person[]]", null)]
    [InlineData("[Collections.Generic.Dictionary[string,int]]", null)]
    [InlineData("./person.json", null)]
    [InlineData("true.json", null)]
    public void Text_that_is_JSON_but_not_an_object_is_recognized(string text, string? expected) => SchemaReader.KindOfJson(text).ShouldBe(expected);

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
