using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>What the settings add to a request, compared with what Qwen Code CLI 0.24.4 sent.</summary>
public sealed class Cli24WireTests
{
    // What Qwen Code sends of its own accord: a limit for each model, its session, and options of its own.
    private static readonly string[] OfQwenCode = ["max_tokens", "metadata", "preserve_thinking", "vl_high_resolution_images", "prompt_cache_key"];

    private static readonly string[] OfEveryRequest = ["model", "messages", "stream", "stream_options"];

    /// <summary>Deliberate differences, by a case's id: the reason, and what is sent here.</summary>
    private static readonly Dictionary<string, (string Reason, string Ours)> Differences = new()
    {
        ["gen-reasoning-effort"] = ("any other server gets the member of OpenAI", "reasoning_effort=high"),
        ["gen-reasoning-budget"] = ("any other server gets all members that have a meaning somewhere", "chat_template_kwargs={\"thinking_budget\":5000}, reasoning_effort=low, thinking_budget=5000"),
        ["gen-reasoning-false"] = ("no thinking is said in each way that a server may read", "chat_template_kwargs={\"enable_thinking\":false}, enable_thinking=false"),
        ["gen-reasoning-setting"] = ("any other server gets the member of OpenAI", "reasoning_effort=medium"),
        ["host-moonshot"] = ("no thinking is said in the vendor's way", "thinking={\"type\":\"disabled\"}"),
        ["gen-custom-headers-session-allowed"] = ("there is no session of Qwen Code's", ""),
    };

    public static TheoryData<string> Ids => [.. Cli24Cases.All.Values.Where(c => c.Recorded.GetProperty("group").GetString() is "gen" or "host" or "asauth").Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Members_and_headers_of_the_settings_are_those_that_Qwen_Code_sent(string id)
    {
        var recorded = Cli24Cases.All[id];
        var observed = recorded.Recorded.GetProperty("observed");
        using var replay = new CliReplay(recorded);

        var endpoint = replay.Resolve().Context.EnsureUsable();

        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "hello")) };
        using var body = JsonDocument.Parse(ChatRequestWriter.Write(request.Over(endpoint.Config), endpoint.Model!.Value, endpoint.Provider, stream: true));
        var theirs = observed.TryGetProperty("body", out var sent) ? Text(Members(sent, OfQwenCode)) : "";
        var expected = Differences.TryGetValue(id, out var difference) ? difference : ("as Qwen Code", theirs);
        Text(Members(body.RootElement, [.. OfEveryRequest, "max_tokens"])).ShouldBe(expected.Item2, expected.Item1);
        if (difference.Reason is null && observed.TryGetProperty("extraHeaders", out var headers) && headers.ValueKind == JsonValueKind.Object)
            Text(endpoint.Config!.Headers.Select(h => (h.Name.ToLowerInvariant(), h.Value.Value))).ShouldBe(Text(headers.EnumerateObject().Select(h => (h.Name, h.Value.GetString()!))));
    }

    [Fact]
    public void Each_difference_is_one()
    {
        foreach (var (id, (reason, ours)) in Differences.Where(d => !d.Key.Contains("headers", StringComparison.Ordinal)))
            Text(Members(Cli24Cases.All[id].Recorded.GetProperty("observed").GetProperty("body"), OfQwenCode)).ShouldNotBe(ours, reason);
    }

    private static IEnumerable<(string Name, string Value)> Members(JsonElement body, string[] without) =>
        body.EnumerateObject().Where(m => !without.Contains(m.Name)).Select(m => (m.Name, m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString()! : JsonSerializer.Serialize(m.Value)));

    private static string Text(IEnumerable<(string Name, string Value)> members) => string.Join(", ", members.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name}={m.Value}"));
}
