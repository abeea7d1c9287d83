using System.Text.Json;
using System.Text.Json.Nodes;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>A choice is written as Qwen Code's <c>/auth</c> writes it, and nothing else of the file changes.</summary>
public sealed class ChoiceEditorTests
{
    private const string Url = "https://dashscope-intl.aliyuncs.com/compatible-mode/v1";
    private static readonly SavedRoute Route = new("qwen3-max", "[DashScopeIntl] qwen3-max", Url, "DASHSCOPE_API_KEY");
    private static readonly SavedChoice Choice = new("openai", Route.Id, Route);
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private const string Entry = """{"id":"qwen3-max","name":"[DashScopeIntl] qwen3-max","baseUrl":"https://dashscope-intl.aliyuncs.com/compatible-mode/v1","envKey":"DASHSCOPE_API_KEY"}""";

    [Fact]
    public void A_new_file_is_one_of_the_current_version() => Set("").ShouldBe("""
        {
          "$version": 4,
          "security": {
            "auth": {
              "selectedType": "openai"
            }
          },
          "modelProviders": {
            "openai": [
              {
                "id": "qwen3-max",
                "name": "[DashScopeIntl] qwen3-max",
                "baseUrl": "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
                "envKey": "DASHSCOPE_API_KEY"
              }
            ]
          },
          "model": {
            "baseUrl": "",
            "name": "qwen3-max"
          }
        }

        """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("""{"$version":4,"modelProviders":{"openai":[{"id":"a","baseUrl":"http://h/v1","envKey":"A"}]},"model":{"name":"a","baseUrl":"x"},"security":{"auth":{"selectedType":"anthropic"}}}""")]
    [InlineData("""{"$version":4,"modelProviders":{"openai":[ /* none */ ]},"model":{},"security":{}}""")]
    [InlineData("""{"$version":4,"modelProviders":{"openai":[],"anthropic":[{"id":"c"}]}}""")]
    [InlineData("""{"modelProviders":{"openai":null}}""")]
    [InlineData("""{"modelProviders":null,"model":null,"security":null}""")]
    [InlineData("{\r\n  // mine\r\n  \"modelProviders\": {\r\n    \"openai\": [ // first\r\n      { \"id\": \"a\" }, // A\r\n    ],\r\n  },\r\n}\r\n")]
    [InlineData("{\n\t\"modelProviders\": {\n\t\t\"openai\": [\n\t\t\t// none yet\n\t\t]\n\t}\n}")]
    [InlineData("""{"$version":3,"modelProviders":{"openai":[1,"x",{"id":5},[{"id":"qwen3-max"}]]}}""")]
    public void The_route_is_the_first_and_the_rest_is_unchanged(string text)
    {
        var changed = Set(text);

        var routes = Parsed(changed)["modelProviders"]!["openai"]!.AsArray();
        routes[0]!.ToJsonString().ShouldBe(JsonNode.Parse(Entry)!.ToJsonString());
        EnsureOthersAreKept(text, changed, routes);
        Set(changed).ShouldBe(changed);
    }

    [Fact]
    public void A_route_in_one_line_gets_one_before_it()
    {
        const string Text = """{"$version":4,"modelProviders":{"openai":[{"id":"a"}]},"model":{"name":"qwen3-max","baseUrl":""},"security":{"auth":{"selectedType":"openai"}}}""";

        Set(Text).ShouldBe(Text.Replace(
            """[{"id":"a"}""",
            "[\n      {\n        \"id\": \"qwen3-max\",\n        \"name\": \"[DashScopeIntl] qwen3-max\",\n        \"baseUrl\": \"https://dashscope-intl.aliyuncs.com/compatible-mode/v1\",\n        \"envKey\": \"DASHSCOPE_API_KEY\"\n      },\n      {\"id\":\"a\"}",
            StringComparison.Ordinal));
    }

    [Fact]
    public void All_additions_to_a_file_in_one_line_have_the_same_indentation() =>
        Set("""{"$version":4,"modelProviders":{"openai":[{"id":"a"}]},"model":{"name":"a"}}""").ShouldStartWith("{\n  \"security\": {\n    \"auth\": {\n      \"selectedType\": \"openai\"\n    }\n  },\n  \"$version\":4,");

    [Theory]
    [InlineData("\"DASHSCOPE_API_KEY\"", Url)]
    [InlineData("\"MY_KEY\"", Url + "/")]
    [InlineData("null", "HTTPS://DashScope-Intl.aliyuncs.com/compatible-mode/v1")]
    public void A_route_of_the_same_model_and_endpoint_keeps_all_but_its_variable(string variable, string url)
    {
        var text = $$"""
            { "$version": 4, // v
              "modelProviders": { "openai": [
                { "id": "other" },
                { "id": "qwen3-max", /* mine */ "name": "Max", "baseUrl": "{{url}}", "envKey": {{variable}}, "generationConfig": { "timeout": 5, }, }, // last
              ] },
              "model": { "name": "qwen3-max", "baseUrl": "" },
              "security": { "auth": { "selectedType": "openai" } }
            }
            """;

        Set(text).ShouldBe(text.Replace(variable, "\"DASHSCOPE_API_KEY\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_auth_wrote_is_left_as_it_is_if_it_has_the_choice()
    {
        const string Text = """{"modelProviders":{"openai":[{"id":"my-model","baseUrl":"http://127.0.0.1:8000/v1","envKey":"QWEN_CUSTOM_API_KEY_X","name":"my-model","generationConfig":{"samplingParams":{"max_tokens":2048}}}]},"env":{"QWEN_CUSTOM_API_KEY_X":"k-custom"},"security":{"auth":{"selectedType":"openai"}},"model":{"name":"my-model","baseUrl":"http://127.0.0.1:8000/v1"},"$version":4}""";
        var route = new SavedRoute("my-model", "my-model", "http://127.0.0.1:8000/v1", "QWEN_CUSTOM_API_KEY_X") { IsCustom = true };

        ChoiceEditor.Set(Text, new SavedChoice("openai", route.Id, route), "f").ShouldBe(Text);
    }

    [Theory]
    [InlineData("""{"modelProviders":{"openai":[{"id":"qwen3-max","baseUrl":"http://other/v1"}]}}""")]
    [InlineData("""{"modelProviders":{"mine":[{"id":"qwen3-max","baseUrl":"http://other/v1"}]}}""")]
    [InlineData("""{"modelProviders":{"openai":[{"id":"qwen3-max","baseUrl":"http://other/v1"},{"id":"qwen3-max","baseUrl":"https://dashscope-intl.aliyuncs.com/compatible-mode/v1"}]}}""")]
    public void The_model_names_its_endpoint_if_another_route_has_its_name(string text) =>
        Parsed(Set(text))["model"]!["baseUrl"]!.GetValue<string>().ShouldBe(Url);

    [Theory]
    [InlineData("""{"$version":5,"modelProviders":{"openai":{"protocol":"openai","models":[{"id":"a"}],"x":1}}}""")]
    [InlineData("""{"modelProviders":{"openai":{"protocol":"openai","models":[]}}}""")]
    [InlineData("""{"modelProviders":{"openai":{"protocol":"openai"}}}""")]
    [InlineData("""{"$version":5,"modelProviders":{}}""")]
    [InlineData("""{"modelProviders":{"anthropic":{"protocol":"anthropic","models":[]}}}""")]
    public void The_wrapped_layout_stays(string text)
    {
        var changed = Set(text);

        var section = Parsed(changed)["modelProviders"]!["openai"]!;
        section["protocol"]!.GetValue<string>().ShouldBe("openai");
        section["models"]![0]!["id"]!.GetValue<string>().ShouldBe("qwen3-max");
        Set(changed).ShouldBe(changed);
    }

    [Theory]
    [InlineData("""{"selectedAuthType":"qwen-oauth","model":"m"}""")]
    [InlineData("""{"$version":1,"selectedAuthType":"qwen-oauth"}""")]
    [InlineData("""{"model":"m"}""")]
    public void The_flat_layout_stays_so_that_old_and_new_versions_read_it(string text)
    {
        var changed = Set(text);

        var root = Parsed(changed);
        root["selectedAuthType"]!.GetValue<string>().ShouldBe("openai");
        root["model"]!.GetValue<string>().ShouldBe("qwen3-max");
        root["security"].ShouldBeNull();
        root["modelProviders"]!["openai"]![0]!["id"]!.GetValue<string>().ShouldBe("qwen3-max");
        Set(changed).ShouldBe(changed);
    }

    [Theory]
    [InlineData("""{"$version":4,"modelProviders":{"openai":{"protocol":"openai","models":[]}}}""", "ignores with $version 4")]
    [InlineData("""{"$version":5,"modelProviders":{"openai":{"protocol":"anthropic","models":[]}}}""", "protocol is not openai")]
    [InlineData("""{"modelProviders":{"openai":"x"}}""", "modelProviders.openai is not an array")]
    [InlineData("""{"modelProviders":[]}""", "modelProviders is not an object")]
    [InlineData("""{"$version":2,"model":"m"}""", "model is not an object")]
    [InlineData("""{"providerProtocol":{"openai":"gemini"}}""", "providerProtocol.openai is not openai")]
    [InlineData("[]", "not an object")]
    [InlineData("{\n  x\n}", "line 2, column 3")]
    public void A_layout_without_a_place_for_the_choice_is_rejected_with_the_reason(string text, string words)
    {
        var exception = Should.Throw<QwenException>(() => Set(text));

        exception.ErrorId.ShouldBe("SettingsFileInvalid");
        exception.Message.ShouldContain(words);
    }

    [Fact]
    public void An_endpoint_without_a_key_has_a_route_without_a_variable() =>
        Parsed(ChoiceEditor.Set("", new SavedChoice("openai", "m", Route with { EnvKey = null }), "f"))["modelProviders"]!["openai"]![0]!.AsObject().ContainsKey("envKey").ShouldBeFalse();

    [Fact]
    public void Thousands_of_layouts_keep_all_that_is_not_the_choice()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 4000; i++)
        {
            var text = new RandomSettings(random).Text;
            var changed = Set(text);

            var routes = Parsed(changed)["modelProviders"]!["openai"]!.AsArray();
            routes[0]!["id"]!.GetValue<string>().ShouldBe("qwen3-max", text);
            EnsureOthersAreKept(text, changed, routes);
            Set(changed).ShouldBe(changed, text);
        }
    }

    private static string Set(string text) => ChoiceEditor.Set(text, Choice, "settings.json");

    private static JsonNode Parsed(string text) => JsonNode.Parse(text, documentOptions: Options)!;

    // Without the choice both files have the same members, and all characters of the old one are in the new one in their order.
    private static void EnsureOthersAreKept(string text, string changed, JsonArray routes)
    {
        var (before, after) = (Parsed(text).AsObject(), Parsed(changed).AsObject());
        routes.RemoveAt(0);
        after["modelProviders"]!["openai"] = routes.DeepClone();
        Strip(after).ShouldBe(Strip(before), text);
        if (before["model"] is JsonObject { Count: > 0 } || text.Contains("null", StringComparison.Ordinal) || text.Contains("selectedType", StringComparison.Ordinal))
            return;
        var position = 0;
        foreach (var c in text.Where(c => c is not (' ' or '\t')))
        {
            position = changed.IndexOf(c, position) + 1;
            position.ShouldBeGreaterThan(0, $"{text}\n->\n{changed}");
        }
    }

    private static string Strip(JsonObject root)
    {
        if (root["model"] is JsonObject model)
            (model["name"], model["baseUrl"]) = (null, null);
        if (root["security"]?["auth"] is JsonObject auth)
            auth["selectedType"] = null;
        return Sorted(root).ToJsonString();
    }

    // Members that the choice creates count as missing.
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => m.Value is not null and not JsonArray { Count: 0 }).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Sorted(m.Value!)))
            .Where(m => m.Value is not JsonObject { Count: 0 }).OrderBy(m => m.Key, StringComparer.Ordinal)),
        JsonArray elements => new JsonArray([.. elements.Select(e => e is null ? null : Sorted(e))]),
        _ => node.DeepClone(),
    };
}
