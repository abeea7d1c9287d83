using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

#pragma warning disable CA1812 // The type is only looked at.

public sealed class SchemaCheckTests
{
    private const string Tree = """{"$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["value"]}},"$ref":"#/$defs/node"}""";

    [Theory]
    [InlineData("""{"type":"object"}""", "{}")]
    [InlineData("""{"type":["object","null"]}""", "null")]
    [InlineData("""{"type":"integer"}""", "1")]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":"integer"}""", "1.5e1")]
    [InlineData("""{"type":"integer"}""", "-100e-2")]
    [InlineData("""{"type":"integer"}""", "0e-9")]
    [InlineData("""{"type":"integer"}""", "1e400")]
    [InlineData("""{"type":"integer"}""", "1e99999999999999999999")]
    [InlineData("""{"type":"integer"}""", "123456789012345678901234567890")]
    [InlineData("""{"type":"number"}""", "1.7")]
    [InlineData("""{"type":"float"}""", "[]")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"enum":["a",1,null,{"x":[1]}]}""", "1.0")]
    [InlineData("""{"enum":["a",1,null,{"x":[1]}]}""", "null")]
    [InlineData("""{"enum":["a",1,null,{"x":[1]}]}""", """{"x":[1e0]}""")]
    [InlineData("""{"enum":"a"}""", "\"a\"")]
    [InlineData("""{"const":{"a":1,"b":2}}""", """{"b":2,"a":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", "5")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"b":5}""")]
    [InlineData("""{"properties":{"a":true},"required":["a"],"additionalProperties":false}""", """{"a":null}""")]
    [InlineData("""{"properties":{"Name":{"type":"string"}},"required":["Name"],"additionalProperties":false}""", """{"name":"x"}""")]
    [InlineData("""{"properties":{"a":{"type":"string"},"A":{"type":"integer"}}}""", """{"a":"x","A":5}""")]
    [InlineData("""{"additionalProperties":{"type":"integer"}}""", """{"x":1,"y":2}""")]
    [InlineData("""{"patternProperties":{"^x":{}},"additionalProperties":false}""", """{"x":1}""")]
    [InlineData("""{"items":{"type":"integer"}}""", "[1,2]")]
    [InlineData("""{"prefixItems":[{"type":"string"},{"type":"integer"}]}""", """["a",1,true]""")]
    [InlineData("""{"items":[{"type":"string"}]}""", """["a",1]""")]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1,2]")]
    [InlineData("""{"minimum":1,"maximum":2.5}""", "2.5")]
    [InlineData("""{"exclusiveMinimum":1,"exclusiveMaximum":2}""", "1.5")]
    [InlineData("""{"minimum":0,"exclusiveMinimum":true}""", "1")]
    [InlineData("""{"minLength":2,"maxLength":2}""", "\"👍👍\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer"}]}""", "5")]
    [InlineData("""{"oneOf":[{"type":"string","pattern":"^a"},{"type":"string","pattern":"^b"}]}""", "\"b\"")]
    [InlineData("""{"oneOf":[{"type":"string","format":"date"},{"type":"string","format":"email"}]}""", "\"b\"")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":3}]}""", "2")]
    [InlineData("""{"pattern":"^a","format":"date","unheardOf":{"type":"null"}}""", "\"b\"")]
    [InlineData("""{"properties":{"a":{"$ref":"other.json"},"b":{"$ref":"#/none"}}}""", """{"a":1,"b":2}""")]
    [InlineData(Tree, """{"value":1,"children":[{"value":2,"children":[]},{"value":3}]}""")]
    [InlineData("""{"$ref":"#"}""", "{}")]
    [InlineData("""{"allOf":[{"$ref":"#"},{"$ref":"#"}],"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""", "{}")]
    [InlineData("""{"type":5,"enum":[1],"required":7,"properties":[],"items":3,"minimum":"x","allOf":{},"$ref":1}""", "1")]
    public void What_the_schema_allows_matches(string schema, string answer) => Find(schema, answer).ShouldBeNull();

    [Theory]
    [InlineData("""{"type":"object"}""", "[1,2]", "$ is an array, not an object")]
    [InlineData("""{"type":["array","null"]}""", "{}", "$ is an object, not an array or null")]
    [InlineData("""{"type":"integer"}""", "1.7", "$ is 1.7, not an integer")]
    [InlineData("""{"type":"integer"}""", "15e-1", "$ is 15e-1, not an integer")]
    [InlineData("""{"type":"integer"}""", "1e-40", "$ is 1e-40, not an integer")]
    [InlineData("""{"type":"integer"}""", "1e-99999999999999999999", "$ is 1e-99999999999999999999, not an integer")]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "$ is \"true\", not a boolean")]
    [InlineData("""{"type":"string"}""", "null", "$ is null, not a string")]
    [InlineData("""{"properties":{"sentiment":{"type":"string"}}}""", """{"sentiment":5}""", "$.sentiment is 5, not a string")]
    [InlineData("""{"properties":{"sentiment":{"enum":["positive","negative"]}}}""", """{"sentiment":"purple"}""", "$.sentiment is \"purple\", not one of \"positive\", \"negative\"")]
    [InlineData("""{"enum":["positive"]}""", "\"Positive\"", "$ is \"Positive\", not \"positive\"")]
    [InlineData("""{"const":1}""", "2", "$ is 2, not 1")]
    [InlineData("""{"const":{"a":1}}""", """{"a":1,"b":2}""", "$ is an object, not {\"a\":1}")]
    [InlineData("""{"required":["a","b"]}""", """{"a":1}""", "$.b is missing")]
    [InlineData("""{"required":"b"}""", """{"a":1}""", "$.b is missing")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"c d":2}""", "$['c d'] is not a property of the schema")]
    [InlineData("""{"additionalProperties":{"type":"integer"}}""", """{"x":"y"}""", "$.x is \"y\", not an integer")]
    [InlineData("""{"properties":{"a":false}}""", """{"a":1}""", "$.a is not allowed")]
    [InlineData("""{"items":{"properties":{"id":{"type":"integer"}}}}""", """[{"id":1},{"id":"x"}]""", "$[1].id is \"x\", not an integer")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"integer"}}""", """["a","b"]""", "$[1] is \"b\", not an integer")]
    [InlineData("""{"minItems":1}""", "[]", "$ has 0 items, fewer than 1")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "$ has 2 items, more than 1")]
    [InlineData("""{"minimum":1}""", "0.5", "$ is 0.5, less than 1")]
    [InlineData("""{"maximum":1}""", "1e400", "$ is 1e400, greater than 1")]
    [InlineData("""{"exclusiveMinimum":1}""", "1.0", "$ is 1.0, not greater than 1")]
    [InlineData("""{"exclusiveMaximum":1}""", "1", "$ is 1, not less than 1")]
    [InlineData("""{"minLength":3}""", "\"👍👍\"", "$ has 2 characters, fewer than 3")]
    [InlineData("""{"maxLength":1}""", "\"ab\"", "$ has 2 characters, more than 1")]
    [InlineData("""{"minLength":2}""", "\"a\"", "$ has 1 character, fewer than 2")]
    [InlineData("""{"maxItems":0}""", "[1]", "$ has 1 item, more than 0")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "5", "$ matches no schema of anyOf")]
    [InlineData("""{"anyOf":[{"type":"null"},{"properties":{"a":{"type":"string"}}}]}""", """{"a":5}""", "$.a is 5, not a string")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "5", "$ matches more than one schema of oneOf")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "\"x\"", "$ matches no schema of oneOf")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":3}]}""", "4", "$ is 4, greater than 3")]
    [InlineData(Tree, """{"value":1,"children":[{"value":2,"children":[{"value":"x"}]}]}""", "$.children[0].children[0].value is \"x\", not an integer")]
    [InlineData("""{"definitions":{"a/b":{"type":"null"}},"properties":{"x":{"$ref":"#/definitions/a~1b"}}}""", """{"x":1}""", "$.x is 1, not null")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"string"}],"properties":{"x":{"$ref":"#/anyOf/1"}}}""", "{}", "$ matches no schema of anyOf")]
    [InlineData("""{"$defs":{"a":{"$anchor":"x","type":"null"}},"items":{"$ref":"#x"}}""", "[1]", "$[0] is 1, not null")]
    [InlineData("""{"$id":"https://h.example/a","$defs":{"a":{"type":"null"}},"items":{"$ref":"https://h.example/a#/$defs/a"}}""", "[1]", "$[0] is 1, not null")]
    [InlineData("""{"properties":{"a":{"items":{"$ref":"#"}}},"required":["a"]}""", """{"a":[{"a":[{}]}]}""", "$.a[0].a[0].a is missing")]
    public void What_does_not_match_is_reported_with_its_path(string schema, string answer, string expected) => Find(schema, answer).ShouldBe(expected);

    [Fact]
    public void Foreign_text_is_cleaned_and_short()
    {
        Find("""{"additionalProperties":false}""", """{"a\u001b[31m":1}""").ShouldBe("""$['a\u001B[31m'] is not a property of the schema""");
        Find("""{"type":"integer"}""", $"\"\\u001b[31m{new string('x', 1000)}\"")!.Length.ShouldBeLessThan(100);
        Find("""{"additionalProperties":{"type":"integer"}}""", $$"""{"{{new string('x', 1000)}}":"y"}""")!.Length.ShouldBeLessThan(100);
        Find($$"""{"enum":["{{new string('x', 1000)}}"]}""", "1")!.Length.ShouldBeLessThan(150);
        var deep = string.Concat(Enumerable.Repeat("""{"aMemberOfSomeLength":""", 60));
        var deepest = Find("""{"type":"object","additionalProperties":{"$ref":"#"}}""", $"{deep}1{new string('}', 60)}")!;
        deepest.ShouldStartWith("$….aMemberOfSomeLength");
        deepest.ShouldEndWith(".aMemberOfSomeLength is 1, not an object");
        deepest.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void The_case_of_choices_matters_unless_it_is_ignored()
    {
        using var schema = JsonDocument.Parse("""{"enum":["Open","Closed"]}""");
        using var answer = JsonDocument.Parse("\"open\"");

        SchemaCheck.Find(new SchemaDocument(schema.RootElement), answer.RootElement).ShouldNotBeNull();
        SchemaCheck.Find(new SchemaDocument(schema.RootElement) { IgnoresCase = true }, answer.RootElement).ShouldBeNull();
    }

    [Theory]
    [InlineData("""[{"Id":1}]""", null)]
    [InlineData("""{"items":[{"Id":1}]}""", null)]
    [InlineData("""{"people":[{"Id":1}]}""", null)]
    [InlineData("""[{"Id":"x"}]""", "$[0].Id is \"x\", not an integer")]
    [InlineData("""{"people":[{"Id":1},{}]}""", "$.people[1].Id is missing")]
    [InlineData("""{"people":[],"count":0}""", "$.items is missing")]
    [InlineData("""{"items":5}""", "$.items is 5, not an array")]
    public void A_list_is_checked_however_it_is_wrapped(string answer, string? expected)
    {
        using var json = JsonDocument.Parse(answer);

        SchemaCheck.FindInList(new SchemaDocument(TypeSchema.Of(typeof(Item[]))), json.RootElement)?.ToString().ShouldBe(expected);
        (SchemaCheck.FindInList(new SchemaDocument(TypeSchema.Of(typeof(Item[]))), json.RootElement) is null).ShouldBe(expected is null);
    }

    [Fact]
    public void Branches_that_multiply_at_each_level_end()
    {
        const string Twice = """{"anyOf":[{"items":{"$ref":"#"},"minItems":2},{"items":{"$ref":"#"},"maxItems":1}],"allOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}]}""";

        Find(Twice, $"{new string('[', 60)}{new string(']', 60)}").ShouldBe("$ takes too many steps to check");
    }

    [Fact]
    public void Many_values_that_are_compared_with_many_choices_end()
    {
        var choices = string.Join(',', Enumerable.Range(0, 20_000));
        var answer = $"[{string.Join(',', Enumerable.Repeat("19999", 20_000))}]";

        Find($$$"""{"items":{"enum":[{{{choices}}}]}}""", answer)!.ShouldEndWith("takes too many steps to check");
        Find($$$"""{"items":{"enum":["a",{{{choices}}}]}}""", $"[{string.Join(',', Enumerable.Repeat("\"a\"", 20_000))}]").ShouldBeNull();
    }

    [Fact]
    public void A_schema_that_nests_at_each_level_of_the_answer_does_not_exhaust_the_stack()
    {
        var nested = string.Concat(Enumerable.Repeat("""{"allOf":[""", 25));
        var schema = nested + """{"items":{"$ref":"#"}}""" + string.Concat(Enumerable.Repeat("]}", 25));

        Find(schema, $"{new string('[', 60)}{new string(']', 60)}")!.ShouldEndWith("is nested too deeply to check");
    }

    [Fact]
    public void Large_answers_and_schemas_take_no_more_than_their_size()
    {
        const int Many = 2000;
        var properties = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"p{i}\":{{\"type\":\"integer\"}}"));
        var answer = $"[{string.Join(',', Enumerable.Repeat("{}", 100_000))},{{{string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"p{i}\":{i}"))},\"p{Many - 1}\":\"x\"}}]";

        Find($"{{\"items\":{{\"properties\":{{{properties}}}}}}}", answer).ShouldBe($"$[100000].p{Many - 1} is \"x\", not an integer");
    }

    private static string? Find(string schema, string answer)
    {
        using var rules = JsonDocument.Parse(schema);
        using var json = JsonDocument.Parse(answer);
        return SchemaCheck.Find(new SchemaDocument(rules.RootElement), json.RootElement)?.ToString();
    }

    private sealed class Item
    {
        public int Id { get; set; }
    }
}
