using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>One value is set, and nothing else of the text changes.</summary>
public sealed class SettingsEditorTests
{
    private static readonly string[] Path = ["security", "auth", "selectedType"];

    [Theory]
    [InlineData("", "{\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  }\n}\n")]
    [InlineData("{}", "{\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  }\n}")]
    [InlineData("{\"a\":1}", "{\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  },\n  \"a\":1}")]
    [InlineData("{ \"a\": 1,\n  \"b\": 2\n}", "{\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  },\n  \"a\": 1,\n  \"b\": 2\n}")]
    [InlineData("{\n    \"a\": 1,\n}\n", "{\n    \"security\": {\n        \"auth\": {\n            \"selectedType\": \"new\"\n        }\n    },\n    \"a\": 1,\n}\n")]
    [InlineData("{\r\n\t\"a\": 1\r\n}", "{\r\n\t\"security\": {\r\n\t\t\"auth\": {\r\n\t\t\t\"selectedType\": \"new\"\r\n\t\t}\r\n\t},\r\n\t\"a\": 1\r\n}")]
    [InlineData("{ // mine\n  \"security\": { /* s */\n    \"x\": [1,] // x\n  }\n}", "{ // mine\n  \"security\": { /* s */\n    \"auth\": {\n      \"selectedType\": \"new\"\n    },\n    \"x\": [1,] // x\n  }\n}")]
    [InlineData("{\n  // nothing yet\n}", "{\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  }\n  // nothing yet\n}")]
    [InlineData("{ // nothing yet\n}", "{ // nothing yet\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  }\n}")]
    [InlineData("{ \"security\": null }", "{ \"security\": {\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  } }")]
    [InlineData("{\"security\":{\"auth\":{\"selectedType\": \"old\", /* k */ \"b\": \"é😀\"}}} // end", "{\"security\":{\"auth\":{\"selectedType\": \"new\", /* k */ \"b\": \"é😀\"}}} // end")]
    [InlineData("{\"security\":{\"auth\":{\"selectedType\": {\"a\": [1, 2]}}}}", "{\"security\":{\"auth\":{\"selectedType\": \"new\"}}}")]
    [InlineData("{\"s\\u0065curity\":{\"auth\":{\"selectedType\":1}}}", "{\"s\\u0065curity\":{\"auth\":{\"selectedType\":\"new\"}}}")]
    [InlineData("{\"security\":{\"auth\":{\"selectedType\":\"a\",\"selectedType\":\"b\"}}}", "{\"security\":{\"auth\":{\"selectedType\":\"a\",\"selectedType\":\"new\"}}}")]
    [InlineData("{\"security\":{\"auth\":{\"selectedType\":\"a\"}},\"security\":{}}", "{\"security\":{\"auth\":{\"selectedType\":\"a\"}},\"security\":{\n    \"auth\": {\n      \"selectedType\": \"new\"\n    }\n  }}")]
    public void The_value_is_set_and_the_rest_is_unchanged(string text, string expected)
    {
        var changed = SettingsEditor.Set(text, Path, "new", "settings.json");

        changed.ShouldBe(expected);
        SettingsEditor.Set(changed, Path, "new", "settings.json").ShouldBe(changed);
    }

    [Theory]
    [InlineData("[1]", "is not an object")]
    [InlineData("{\"security\": 1}", "is not an object")]
    [InlineData("{\"security\": {\"auth\": []}}", "is not an object")]
    [InlineData("{\n  \"a\": \"é\", b\n}", "line 2, column 13")]
    [InlineData("{\"security\":{\"auth\":{\"selectedType\":\"a\"}}", "line 1")]
    [InlineData("{} trailing", "line 1, column 4")]
    [InlineData("// only a comment", "line 1")]
    public void A_member_that_is_not_an_object_is_rejected_with_its_path(string text, string words)
    {
        var exception = Should.Throw<QwenException>(() => SettingsEditor.Set(text, Path, "new", "/x/settings.json"));

        exception.ErrorId.ShouldBe("SettingsFileInvalid");
        exception.Message.ShouldContain("/x/settings.json");
        exception.Message.ShouldContain(words);
    }
}
