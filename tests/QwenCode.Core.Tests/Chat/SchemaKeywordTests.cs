using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Keywords of a schema with values that JSON schema does not allow for them.</summary>
public sealed class SchemaKeywordTests
{
    [Theory]
    [InlineData("""{"required":"a"}""", "$.required is \"a\", not an array of strings.")]
    [InlineData("""{"required":true}""", "$.required is true, not an array of strings.")]
    [InlineData("""{"required":["a",5]}""", "$.required[1] is 5, not a string.")]
    [InlineData("""{"enum":"x"}""", "$.enum is \"x\", not an array of values.")]
    [InlineData("""{"enum":[]}""", "$.enum is an empty array.")]
    [InlineData("""{"enum":{}}""", "$.enum is an object, not an array of values.")]
    [InlineData("""{"properties":{"n":{"minimum":"x"}}}""", "$.properties.n.minimum is \"x\", not a number.")]
    [InlineData("""{"maximum":null}""", "$.maximum is null, not a number.")]
    [InlineData("""{"exclusiveMinimum":"1"}""", "$.exclusiveMinimum is \"1\", not a number.")]
    [InlineData("""{"multipleOf":0}""", "$.multipleOf is 0, not a number greater than 0.")]
    [InlineData("""{"multipleOf":"2"}""", "$.multipleOf is \"2\", not a number greater than 0.")]
    [InlineData("""{"maxLength":"2"}""", "$.maxLength is \"2\", not an integer of at least 0.")]
    [InlineData("""{"minLength":-1}""", "$.minLength is -1, not an integer of at least 0.")]
    [InlineData("""{"minItems":1.5}""", "$.minItems is 1.5, not an integer of at least 0.")]
    [InlineData("""{"maxItems":[1]}""", "$.maxItems is an array, not an integer of at least 0.")]
    [InlineData("""{"uniqueItems":"yes"}""", "$.uniqueItems is \"yes\", not true or false.")]
    [InlineData("""{"pattern":["^a"]}""", "$.pattern is an array, not a string.")]
    [InlineData("""{"format":1}""", "$.format is 1, not a string.")]
    [InlineData("""{"description":["a"]}""", "$.description is an array, not a string.")]
    [InlineData("""{"additionalProperties":"no"}""", "$.additionalProperties is \"no\", not a schema (an object, true or false).")]
    [InlineData("""{"items":"string"}""", "$.items is \"string\", not a schema (an object, true or false).")]
    [InlineData("""{"not":["a"]}""", "$.not is an array, not a schema (an object, true or false).")]
    [InlineData("""{"anyOf":{"type":"string"}}""", "$.anyOf is an object, not an array of schemas.")]
    [InlineData("""{"anyOf":[]}""", "$.anyOf is an empty array.")]
    [InlineData("""{"oneOf":["string"]}""", "$.oneOf[0] is \"string\", not a schema (an object, true or false).")]
    [InlineData("""{"allOf":true}""", "$.allOf is true, not an array of schemas.")]
    [InlineData("""{"prefixItems":[]}""", "$.prefixItems is an empty array.")]
    [InlineData("""{"properties":[]}""", "$.properties is an array, not an object with a schema for each name.")]
    [InlineData("""{"items":{"properties":"a"}}""", "$.items.properties is \"a\", not an object with a schema for each name.")]
    [InlineData("""{"properties":{"a":"string"}}""", "$.properties.a is \"string\", not a schema (an object, true or false).")]
    [InlineData("""{"$defs":{"a":[]}}""", "$['$defs'].a is an array, not a schema (an object, true or false).")]
    public void A_keyword_with_a_value_that_it_cannot_have_is_rejected(string schema, string expected)
    {
        var error = Should.Throw<QwenException>(() => SchemaReader.Parse($$"""{"type":"object",{{schema[1..]}}""", "The text"));

        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldContain($"-Schema is not a JSON schema: {expected}");
    }

    [Theory]
    [InlineData("""{"required":[],"properties":{}}""")]
    [InlineData("""{"type":"object","enum":[{}],"const":{},"default":"y","examples":"z"}""")]
    [InlineData("""{"type":"object","minimum":-1.5,"maximum":1e3,"exclusiveMinimum":true,"exclusiveMaximum":5,"multipleOf":0.01}""")]
    [InlineData("""{"type":"object","minLength":0,"maxLength":2.0,"minItems":1,"maxItems":1e2,"minProperties":0,"uniqueItems":false}""")]
    [InlineData("""{"type":"object","additionalProperties":false,"items":[],"not":{},"unevaluatedProperties":true}""")]
    [InlineData("""{"type":"object","nullable":"yes","x-order":5,"dependencies":{"a":["b"]},"Required":"a"}""")]
    [InlineData("""{"type":"object","properties":{"required":{"type":"string"},"enum":{},"minimum":true}}""")]
    public void A_keyword_with_a_value_that_it_can_have_or_that_is_unknown_is_sent(string schema) => SchemaReader.Parse(schema, "The text").GetRawText().ShouldBe(schema);

    [Theory]
    [InlineData("""{"required":"a"}""", true)]
    [InlineData("""{"properties":{"a":{"enum":"x"}}}""", true)]
    [InlineData("""{"enum":5}""", true)]
    [InlineData("""{"required":[5]}""", false)]
    [InlineData("""{"required":true}""", false)]
    [InlineData("""{"minimum":"x"}""", false)]
    public void A_single_value_for_a_list_is_an_error_with_how_to_write_the_list(string schema, bool isExplained)
    {
        var message = Should.Throw<QwenException>(() => SchemaReader.Parse($$"""{"type":"object",{{schema[1..]}}""", "The text")).Message;

        message.Contains("Write a list of one value as @('a') in a hashtable, and as [\"a\"] in JSON.", StringComparison.Ordinal).ShouldBe(isExplained);
    }
}
