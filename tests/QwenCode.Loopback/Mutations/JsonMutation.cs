using System.Text.Json;
using System.Text.Json.Nodes;

namespace QwenCode.Loopback;

/// <summary>Bends JSON: members of other types, twice, missing, too large, too deep, or not valid Unicode.</summary>
public static class JsonMutation
{
    private const string Mark = "@@mutation@@";

    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "\"\"", "\"x\"", "0", "-1", "1.5", "1e400", "-1e99999999", "99999999999999999999999999", "9223372036854775808",
        "\"1735689600\"", "\"NaN\"", "[[null]]", "[1,\"a\",{}]", "{\"text\":\"t\"}", "{\"message\":1}", "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"a\\u0000\\u001b[31m\\u0007\\u009b\"",
        "\"\\u202e\\u2066\\ufeff\"", "\"\\ud83d\\ude00\"", "{\"\\ud83d\":1}", "{\"error\":\"x\"}", "{\"a\":1,\"a\":2}",
    ];

    /// <summary>The JSON with something changed in it; a text that is not JSON is unchanged.</summary>
    public static string Mutate(string json, Random random)
    {
        try
        {
            var root = JsonNode.Parse(json);
            if (root is null)
                return json;
            var nodes = Below(root).ToList();
            if (nodes.Count == 0)
                return json;
            var node = nodes[random.Next(nodes.Count)];
            var name = node.Parent is JsonObject ? node.GetPropertyName() : null;
            if (name is not null && random.Next(8) == 0)
            {
                node.Parent!.AsObject().Remove(name);
                return root.ToJsonString();
            }

            node.ReplaceWith(JsonValue.Create(Mark));
            var value = random.Next(12) switch
            {
                0 => Nested(random),
                1 => Huge(random),
                2 => new string('9', random.Next(1, 5000)),
                _ => ResponseSamples.Any(Values, random),
            };
            var replaced = root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
            return name is not null && random.Next(3) == 0 ? Twice(replaced, name, random) : replaced;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return json;
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
        {
            yield return child;
            foreach (var below in Below(child))
                yield return below;
        }
    }

    private static string Twice(string json, string name, Random random)
    {
        var member = $"\"{name}\":";
        var place = json.IndexOf(member, StringComparison.Ordinal);
        return place < 0 ? json : json.Insert(place, $"{member}{ResponseSamples.Any(Values, random)},");
    }

    private static string Nested(Random random)
    {
        var depth = ResponseSamples.Any([10, 62, 65, 200, 100_000], random);
        var isList = random.Next(2) == 0;
        return string.Concat(Enumerable.Repeat(isList ? "[" : "{\"text\":", depth)) + "1" + string.Concat(Enumerable.Repeat(isList ? "]" : "}", depth));
    }

    private static string Huge(Random random) => $"\"{new string((char)('a' + random.Next(26)), ResponseSamples.Any([1000, 100_000, 2_000_000], random))}\"";
}
