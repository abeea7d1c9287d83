using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Replaces the past of a conversation with a summary that a model writes, and keeps its last turns as they are.</summary>
internal sealed class Compaction
{
    /// <summary>How many turns are kept.</summary>
    public const int KeptTurns = 2;

    private const string Instruction =
        "Summarize our conversation so far, so that it can continue from the summary alone. Keep every fact, name, number, path, decision and open question; keep code that is still needed verbatim. "
        + "Write in the language of the conversation. Reply with the summary only.";

    private const string Introduction = "This is a summary of our conversation so far:";
    private const string Acknowledgement = "I have read the summary. Let us go on.";

    private readonly IReadOnlyList<ChatMessage> _system;
    private readonly IReadOnlyList<ChatMessage> _kept;

    /// <summary>Prepares the summary of a conversation.</summary>
    /// <exception cref="QwenException">It is too short to be summarized (<c>InvalidInput</c>).</exception>
    public Compaction(Conversation conversation)
    {
        var start = conversation.StartOfTurns(KeptTurns) ?? 0;
        _system = [.. conversation.Messages.Where(message => message.IsSystemPrompt)];
        _kept = [.. conversation.Messages.Skip(start).Where(message => !message.IsSystemPrompt)];
        var past = conversation.Messages.Take(start).ToList();
        if (!past.Exists(message => !message.IsSystemPrompt))
            throw QwenErrors.NothingToCompress($"{KeptTurns}");
        Request = new Conversation([.. past, new ChatMessage("user", Instruction)]);
        Before = Characters(conversation);
    }

    /// <summary>The conversation whose answer is the summary.</summary>
    public Conversation Request { get; }

    /// <summary>The characters of the conversation before.</summary>
    public long Before { get; }

    /// <summary>The conversation with the summary in place of its past.</summary>
    /// <exception cref="QwenException">The summary is empty, or no shorter than what it replaces (<c>InvalidInput</c>).</exception>
    public Conversation Apply(ChatAnswer answer)
    {
        var compressed = new Conversation(
            [.. _system, new ChatMessage("user", $"{Introduction}\n\n{answer.Text.Trim()}"), new ChatMessage("assistant", Acknowledgement), .. _kept]);
        if (string.IsNullOrWhiteSpace(answer.Text) || answer.IsTruncated)
            throw QwenErrors.SummaryUnusable("it is empty or truncated");
        return Characters(compressed) < Before ? compressed : throw QwenErrors.SummaryUnusable("it is not shorter than what it would replace");
    }

    /// <summary>The characters of all texts of a conversation.</summary>
    public static long Characters(Conversation conversation) => conversation.Messages.Sum(message => (long)message.Text.Length);
}
