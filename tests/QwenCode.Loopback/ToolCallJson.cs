using System.Text.Json;
using System.Text.Json.Nodes;

namespace QwenCode.Loopback;

/// <summary>Makes the JSON of tool calls.</summary>
internal static class ToolCallJson
{
    private const int PartLength = 5;

    /// <summary>The calls of a whole answer.</summary>
    public static JsonArray Message(IReadOnlyList<ScriptedCall> calls, ToolCallFormat format) => [.. calls.Select((call, position) => format switch
    {
        ToolCallFormat.DashScope or ToolCallFormat.RepeatedId or ToolCallFormat.Ollama or ToolCallFormat.ObjectArguments => Whole(call, position, format),
        ToolCallFormat.OllamaIndexZero or ToolCallFormat.EmptyId => Whole(call, 0, format),
        _ => Whole(call, null, format),
    })];

    /// <summary>The deltas of a stream that carry the calls.</summary>
    public static IEnumerable<JsonObject> Deltas(IReadOnlyList<ScriptedCall> calls, ToolCallFormat format) => format switch
    {
        ToolCallFormat.Interleaved => Interleaved([.. calls.Select((call, position) => Parts(call, position, format).ToList())]),
        ToolCallFormat.VLlmWhole => [Delta(new JsonObject { ["content"] = null }, [.. calls.Select((call, position) => Whole(call, position, format))])],
        ToolCallFormat.Ollama or ToolCallFormat.ObjectArguments => calls.Select((call, position) => OfOllama(call, position, format)),
        ToolCallFormat.OllamaIndexZero or ToolCallFormat.EmptyId => calls.Select(call => OfOllama(call, 0, format)),
        ToolCallFormat.OllamaNoIndex => calls.Select(call => OfOllama(call, null, format)),
        ToolCallFormat.DashScope or ToolCallFormat.RepeatedId => calls.SelectMany((call, position) => Parts(call, position, format))
            .Select((part, number) => Delta(new JsonObject { ["content"] = number == 0 ? "" : null }, part)),
        _ => calls.SelectMany((call, position) => Parts(call, position, format)).Select(part => Delta([], part)),
    };

    private static IEnumerable<JsonObject> Interleaved(List<List<JsonObject>> calls) =>
        Enumerable.Range(0, calls.Max(parts => parts.Count))
            .Select(number => Delta([], [.. calls.Where(parts => number < parts.Count).Select(parts => parts[number])]));

    private static JsonObject OfOllama(ScriptedCall call, int? index, ToolCallFormat format) =>
        Delta(new JsonObject { ["role"] = "assistant", ["content"] = "" }, Whole(call, index, format));

    private static JsonObject Delta(JsonObject delta, params JsonNode[] calls)
    {
        delta["tool_calls"] = new JsonArray(calls);
        return delta;
    }

    private static JsonObject Whole(ScriptedCall call, int? index, ToolCallFormat format)
    {
        var json = new JsonObject { ["id"] = call.Id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = Arguments(call, format) } };
        if (index is not null)
            json.Insert(0, "index", index);
        return json;
    }

    private static JsonNode? Arguments(ScriptedCall call, ToolCallFormat format)
    {
        if (format != ToolCallFormat.ObjectArguments)
            return call.Arguments;
        try
        {
            return JsonNode.Parse(call.Arguments);
        }
        catch (JsonException)
        {
            return call.Arguments;
        }
    }

    private static IEnumerable<JsonObject> Parts(ScriptedCall call, int index, ToolCallFormat format)
    {
        var function = new JsonObject { ["name"] = call.Name };
        if (format != ToolCallFormat.VLlm)
            function["arguments"] = "";
        yield return new JsonObject { ["index"] = index, ["id"] = call.Id, ["type"] = "function", ["function"] = function };

        var number = 0;
        foreach (var runes in call.Arguments.EnumerateRunes().Chunk(PartLength))
            yield return NextPart(call, index, string.Concat(runes), number++, format);
    }

    private static JsonObject NextPart(ScriptedCall call, int index, string arguments, int number, ToolCallFormat format) => format switch
    {
        ToolCallFormat.DashScope => new() { ["index"] = index, ["id"] = "", ["type"] = "function", ["function"] = new JsonObject { ["name"] = number % 2 == 0 ? "" : null, ["arguments"] = arguments } },
        ToolCallFormat.RepeatedId => new() { ["index"] = index, ["id"] = call.Id, ["type"] = "function", ["function"] = new JsonObject { ["arguments"] = arguments } },
        _ => new() { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = arguments } },
    };
}
