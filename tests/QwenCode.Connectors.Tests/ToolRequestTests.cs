using System.Net;
using System.Text;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Requests with tools that the loopback server rejects, as services do, so that other tests prove what is sent.</summary>
public sealed class ToolRequestTests
{
    private const string Tools = """[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}]""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Accepted =>
    [
        $$""" "tools":{{Tools}} """,
        $$""" "tools":{{Tools}},"tool_choice":"auto","parallel_tool_calls":false """,
        $$""" "tools":{{Tools}},"tool_choice":"required" """,
        $$$""" "tools":{{{Tools}}},"tool_choice":{"type":"function","function":{"name":"f"}} """,
        """ "tools":[{"type":"function","function":{"name":"Get-Date_2"}}] """,
        """ "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}}}] """,
    ];

    public static TheoryData<string, string, string> Rejected => new()
    {
        { "tools", "expected an array", """ "tools":{} """ },
        { "tools", "expected an array", """ "tools":null """ },
        { "tools", "empty array", """ "tools":[] """ },
        { "tools", "maximum length 128", $$""" "tools":[{{string.Join(',', Enumerable.Range(0, 129).Select(i => Tool($$"""{"name":"f{{i}}"}""")))}}] """ },
        { "tools[0]", "expected an object", """ "tools":["f"] """ },
        { "tools[0].type", "Missing", """ "tools":[{"function":{"name":"f"}}] """ },
        { "tools[0].type", "'custom'", """ "tools":[{"type":"custom","function":{"name":"f"}}] """ },
        { "tools[0].function", "Missing", """ "tools":[{"type":"function","name":"f"}] """ },
        { "tools[0].function.name", "Missing", OneTool("""{"description":"d"}""") },
        { "tools[0].function.name", "pattern", OneTool("""{"name":"f.g"}""") },
        { "tools[0].function.name", "pattern", OneTool("""{"name":""}""") },
        { "tools[0].function.name", "pattern", OneTool("""{"name":"f\n"}""") },
        { "tools[0].function.name", "maximum length 64", OneTool($$"""{"name":"{{new string('f', 65)}}"}""") },
        { "tools[1].function.name", "unique", $$""" "tools":[{{Tool("""{"name":"f"}""")}},{{Tool("""{"name":"f"}""")}}] """ },
        { "tools[0].function.description", "a string", OneTool("""{"name":"f","description":1}""") },
        { "tools[0].function.strict", "a boolean", OneTool("""{"name":"f","strict":"yes"}""") },
        { "tools[0].function.parameters", "an object", OneTool("""{"name":"f","parameters":"{}"}""") },
        { "tools[0].function.parameters", "got 'type: \"None\"'", OneTool("""{"name":"f","parameters":{}}""") },
        { "tools[0].function.parameters", "string", OneTool("""{"name":"f","parameters":{"type":"string"}}""") },
        { "tools[0].function.parameters", "'object'", OneTool("""{"name":"f","parameters":{"type":"object","properties":[]}}""") },
        { "tools[0].function.parameters", "'array'", OneTool("""{"name":"f","parameters":{"type":"object","required":"a"}}""") },
        { "tools[0].function.parameters", "'additionalProperties'", OneTool("""{"name":"f","strict":true,"parameters":{"type":"object"}}""") },
        { "tools[0].function.parameters", "Missing 'a'", OneTool("""{"name":"f","strict":true,"parameters":{"type":"object","properties":{"a":{}},"additionalProperties":false}}""") },
        { "tool_choice", "only allowed when 'tools'", """ "tool_choice":"auto" """ },
        { "tool_choice", "Supported values", $$""" "tools":{{Tools}},"tool_choice":"f" """ },
        { "tool_choice.type", "Missing", $$$""" "tools":{{{Tools}}},"tool_choice":{"function":{"name":"f"}} """ },
        { "tool_choice.function.name", "not found", $$$""" "tools":{{{Tools}}},"tool_choice":{"type":"function","function":{"name":"g"}} """ },
        { "parallel_tool_calls", "a boolean", $$""" "tools":{{Tools}},"parallel_tool_calls":"no" """ },
        { "parallel_tool_calls", "only allowed when 'tools'", """ "parallel_tool_calls":true """ },
    };

    public static TheoryData<string, string, string> RejectedMessages => new()
    {
        { "messages[1].content", "got null", """{"role":"assistant","content":null}""" },
        { "messages[1].content", "got null", """{"role":"assistant"}""" },
        { "messages[1].content", "a string or an array", """{"role":"assistant","content":1,"tool_calls":[]}""" },
        { "messages[1].tool_calls", "an array", """{"role":"assistant","content":"a","tool_calls":{}}""" },
        { "messages[1].tool_calls", "empty array", """{"role":"assistant","content":"a","tool_calls":[]}""" },
        { "messages[1].tool_calls", "role 'assistant'", """{"role":"user","content":"a","tool_calls":[]}""" },
        { "messages[1].tool_calls[0]", "an object", Calls("7") },
        { "messages[1].tool_calls[0].id", "Missing", Calls("""{"type":"function","function":{"name":"f","arguments":"{}"}}""") },
        { "messages[1].tool_calls[0].id", "a string", Calls("""{"id":1,"type":"function","function":{"name":"f","arguments":"{}"}}""") },
        { "messages[1].tool_calls[0].id", "empty string", Calls("""{"id":"","type":"function","function":{"name":"f","arguments":"{}"}}""") },
        { "messages[1].tool_calls[1].id", "more than one", Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}""") },
        { "messages[1].tool_calls[0].type", "Missing", Calls("""{"id":"c","function":{"name":"f","arguments":"{}"}}""") },
        { "messages[1].tool_calls[0].function", "Missing", Calls("""{"id":"c","type":"function"}""") },
        { "messages[1].tool_calls[0].function.name", "Missing", Calls("""{"id":"c","type":"function","function":{"arguments":"{}"}}""") },
        { "messages[1].tool_calls[0].function.name", "pattern", Calls("""{"id":"c","type":"function","function":{"name":"","arguments":"{}"}}""") },
        { "messages[1].tool_calls[0].function.arguments", "Missing", Calls("""{"id":"c","type":"function","function":{"name":"f"}}""") },
        { "messages[1].tool_calls[0].function.arguments", "a string", Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":{}}}""") },
        { "messages[1].tool_calls[0].function.arguments", "JSON", Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":"}}""") },
        { "messages[1].tool_calls[0].function.arguments", "JSON", Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":""}}""") },
        { "messages[2].content", "got null", Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}""") + """,{"role":"tool","tool_call_id":"c"}""" },
        { "messages", "did not have response messages: c", Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}""") },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task What_services_accept_is_accepted(string members) => (await PostAsync("", members)).Status.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task Malformed_tools_are_rejected(string parameter, string words, string members) => ShouldBeAbout(await PostAsync("", members), parameter, words);

    [Theory]
    [MemberData(nameof(RejectedMessages))]
    public async Task Malformed_calls_are_rejected(string parameter, string words, string message) =>
        ShouldBeAbout(await PostAsync("," + message, $$""" "tools":{{Tools}} """), parameter, words);

    [Fact]
    public async Task Without_tools_calls_are_checked_by_a_strict_server_only()
    {
        var conversation = "," + Calls("""{"id":"c","type":"function","function":{"name":"f","arguments":""}}""") + """,{"role":"tool","tool_call_id":"c","content":"a"}""";

        (await PostAsync(conversation, """ "n":1 """)).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(conversation, """ "n":1 """, strict: true)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Tool(string function) => $$"""{"type":"function","function":{{function}}}""";

    private static string OneTool(string function) => $$""" "tools":[{{Tool(function)}}] """;

    private static string Calls(string calls) => $$"""{"role":"assistant","content":null,"tool_calls":[{{calls}}]}""";

    private static void ShouldBeAbout((HttpStatusCode Status, string Body) response, string parameter, string words)
    {
        response.Status.ShouldBe(HttpStatusCode.BadRequest, response.Body);
        using var body = JsonDocument.Parse(response.Body);
        var error = body.RootElement.GetProperty("error");
        error.GetProperty("param").GetString().ShouldBe(parameter);
        error.GetProperty("message").GetString()!.ShouldContain(words, Case.Sensitive);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(string messages, string members, bool strict = false)
    {
        await using var server = await LoopbackServer.StartAsync(new() { Strict = strict });
        using var http = new HttpClient();
        using var content = new StringContent($$"""{"model":"m","messages":[{"role":"user","content":"a"}{{messages}}],{{members}}}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(server.BaseUrl + "/chat/completions"), content, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
