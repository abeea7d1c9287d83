using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QwenCode.Loopback;

/// <summary>An answer before it is written as a completion or as chunks.</summary>
internal sealed partial record ChatAnswer
{
    private const string Thinking = "The user wants an answer. I will give a short one.";
    private const string BurstPrefix = "deltas-";

    public required string Id { get; init; }

    public required long Created { get; init; }

    public required string Model { get; init; }

    public required string Text { get; init; }

    public required string? Reasoning { get; init; }

    /// <summary>The tool calls, each with an id.</summary>
    public required IReadOnlyList<ScriptedCall> Calls { get; init; }

    public required ToolCallFormat CallFormat { get; init; }

    public required int PromptTokens { get; init; }

    public required AnswerShape Shape { get; init; }

    public int ReasoningTokens => Reasoning is null ? 0 : Tokens(Reasoning.Length);

    public int CompletionTokens => Tokens(Text.Length + Calls.Sum(call => call.Name.Length + call.Arguments.Length)) + ReasoningTokens;

    /// <summary>Whether <c>content</c> is null beside the calls.</summary>
    public bool HasNullContent => Calls.Count > 0 && Text.Length == 0 && CallFormat.HasNullContent();

    public string FinishReason => Shape switch
    {
        AnswerShape.EmptyFinishReason => string.Empty,
        AnswerShape.UnknownFinishReason => "end_turn",
        AnswerShape.ContentFilter => "content_filter",
        AnswerShape.LengthStop => "length",
        _ when Calls.Count > 0 => CallFormat.FinishReason(),
        _ => "stop",
    };

    public static ChatAnswer Create(ChatRequestBody request, ScriptedRound round, ToolCallFormat format, AnswerShape shape, int number, DateTimeOffset now) => new()
    {
        Id = $"chatcmpl-{number:x8}",
        Created = now.ToUnixTimeSeconds(),
        Model = request.Model!,
        Text = TextOf(round, format, shape),
        Reasoning = round.Reasoning ?? (request.EnableThinking ? Thinking : null),
        Calls = format == ToolCallFormat.Text ? [] : CallsOf(round, format, shape, number),
        CallFormat = format,
        PromptTokens = Tokens(request.Messages.Sum(message => message.Text.Length)),
        Shape = shape,
    };

    /// <summary>N of the model <c>deltas-N</c>, or null.</summary>
    public static int? BurstLength(string? model) =>
        model is not null && model.StartsWith(BurstPrefix, StringComparison.Ordinal)
        && int.TryParse(model.AsSpan(BurstPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The text split before each word.</summary>
    public static string[] Words(string text) => [.. WordPattern().Matches(text).Select(match => match.Value)];

    private static string TextOf(ScriptedRound round, ToolCallFormat format, AnswerShape shape)
    {
        var text = format == ToolCallFormat.Text ? string.Join('\n', [.. round.Text.Length > 0 ? [round.Text] : Array.Empty<string>(), .. round.Calls.Select(Tagged)]) : round.Text;
        return IsCut(shape) && round.Calls.Count == 0 ? FirstHalf(text) : text;
    }

    // An answer with calls is cut in the last one's arguments.
    private static List<ScriptedCall> CallsOf(ScriptedRound round, ToolCallFormat format, AnswerShape shape, int number)
    {
        var calls = round.Calls.Select((call, position) => call with { Id = call.Id ?? format.IdOf(number, position) }).ToList();
        if (IsCut(shape) && calls.Count > 0)
            calls[^1] = calls[^1] with { Arguments = calls[^1].Arguments[..(calls[^1].Arguments.Length / 2)] };
        return calls;
    }

    private static bool IsCut(AnswerShape shape) => shape is AnswerShape.ContentFilter or AnswerShape.LengthStop;

    private static string Tagged(ScriptedCall call) =>
        $"<tool_call>\n{{\"name\": {JsonSerializer.Serialize(call.Name)}, \"arguments\": {(call.Arguments.Length > 0 ? call.Arguments : "{}")}}}\n</tool_call>";

    private static string FirstHalf(string text)
    {
        var words = Words(text);
        return string.Concat(words.Take((words.Length + 1) / 2));
    }

    private static int Tokens(int characters) => Math.Max(1, (characters + 3) / 4);

    [GeneratedRegex(@"^\s+|\s*\S+(\s+\z)?")]
    private static partial Regex WordPattern();
}
