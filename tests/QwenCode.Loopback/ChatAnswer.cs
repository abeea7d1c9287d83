using System.Globalization;
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

    public required int PromptTokens { get; init; }

    public required AnswerShape Shape { get; init; }

    public int ReasoningTokens => Reasoning is null ? 0 : Tokens(Reasoning.Length);

    public int CompletionTokens => Tokens(Text.Length) + ReasoningTokens;

    public string FinishReason => Shape switch
    {
        AnswerShape.EmptyFinishReason => string.Empty,
        AnswerShape.UnknownFinishReason => "end_turn",
        AnswerShape.ContentFilter => "content_filter",
        AnswerShape.LengthStop => "length",
        _ => "stop",
    };

    public static ChatAnswer Create(ChatRequestBody request, string reply, AnswerShape shape, string id, DateTimeOffset now) => new()
    {
        Id = id,
        Created = now.ToUnixTimeSeconds(),
        Model = request.Model!,
        Text = shape is AnswerShape.ContentFilter or AnswerShape.LengthStop ? FirstHalf(reply) : reply,
        Reasoning = request.EnableThinking ? Thinking : null,
        PromptTokens = Tokens(request.Messages.Sum(message => message.Text.Length)),
        Shape = shape,
    };

    /// <summary>N of the model <c>deltas-N</c>, or null.</summary>
    public static int? BurstLength(string? model) =>
        model is not null && model.StartsWith(BurstPrefix, StringComparison.Ordinal)
        && int.TryParse(model.AsSpan(BurstPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The text split before each word.</summary>
    public static string[] Words(string text) => [.. WordPattern().Matches(text).Select(match => match.Value)];

    private static string FirstHalf(string text)
    {
        var words = Words(text);
        return string.Concat(words.Take((words.Length + 1) / 2));
    }

    private static int Tokens(int characters) => Math.Max(1, (characters + 3) / 4);

    [GeneratedRegex(@"^\s+|\s*\S+(\s+\z)?")]
    private static partial Regex WordPattern();
}
