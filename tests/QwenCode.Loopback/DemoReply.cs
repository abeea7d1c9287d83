using System.Text;

namespace QwenCode.Loopback;

/// <summary>Canned answers chosen by words in the prompt, so that a demonstration shows something sensible.</summary>
public static class DemoReply
{
    private static readonly (string[] AllOf, string Reply)[] s_replies =
    [
        (["commit message"], "Retry uploads after a dropped connection\n\nThe client gave up at the first reset. It now tries three times, waiting twice as long each time."),
        (["french"], "Bonjour ! Comment allez-vous aujourd'hui ?"),
        (["german"], "Hallo! Wie geht es Ihnen heute?"),
        (["chinese"], "你好！你今天怎么样？"),
        (["translate"], "Bonjour tout le monde."),
        (["log", "error"], "The service ran out of database connections at 03:12 (\"pool exhausted\"), and every error after that follows from it. Raise the pool size or find the query that holds its connection."),
        (["log", "summar"], "Mostly routine traffic, one burst of timeouts around 03:12, recovered by itself two minutes later."),
        (["summar"], "In short: the change makes start-up faster, fixes two crashes, and removes one obsolete setting."),
        (["explain"], "It reads the input line by line, keeps the lines that match, and counts them. Nothing is written to disk."),
        (["regex"], "^\\d{4}-\\d{2}-\\d{2}$"),
        (["haiku"], "Pipes carry the words,\none object after the next.\nThe prompt blinks, and waits."),
        (["powershell"], "Get-ChildItem -Recurse -File | Sort-Object Length -Descending | Select-Object -First 10"),
        (["capital"], "Paris."),
        (["hello"], "Hello! How can I help you today?"),
    ];

    private static readonly string[] s_negative = ["bad", "broke", "crash", "terrible", "awful", "hate", "slow", "refund", "worst", "never", "disappoint", "late", "not work", "useless"];
    private static readonly string[] s_positive = ["good", "great", "love", "excellent", "perfect", "thank", "happy", "fast", "best", "wonderful", "works", "recommend"];

    /// <summary>After a tool call a sentence about its result, else the canned answer, else the echo of <see cref="EchoReply"/>. Sentiment prompts get one word; a JSON schema is filled.</summary>
    public static string Create(ChatRequestBody request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prompt = $"{request.SystemText}\n{request.LastUserText}";
        if (request.ResponseFormat == "json_schema" && request.ResponseSchema is { } schema)
            return SchemaSample.Create(schema, Text(prompt) ?? request.LastUserText.Trim(), values => Matching(values, prompt));
        if (request.ResponseFormat is "json_schema" or "json_object")
            return Encoding.UTF8.GetString(JsonBytes.Object(json => json.WriteString("answer", Text(prompt) ?? request.LastUserText.Trim())));
        return DemoTools.Answer(request) ?? Text(prompt) ?? EchoReply.Create(request);
    }

    private static string? Text(string prompt)
    {
        if (Has(prompt, "sentiment") || Has(prompt, "classify"))
            return Sentiment(prompt);
        var index = Array.FindIndex(s_replies, entry => entry.AllOf.All(word => Has(prompt, word)));
        return index < 0 ? null : s_replies[index].Reply;
    }

    private static string Sentiment(string prompt) =>
        s_negative.Any(word => Has(prompt, word)) ? "negative" : s_positive.Any(word => Has(prompt, word)) ? "positive" : "neutral";

    private static string? Matching(IReadOnlyList<string> values, string prompt)
    {
        var sentiment = Sentiment(prompt);
        return values.FirstOrDefault(value => value.Equals(sentiment, StringComparison.OrdinalIgnoreCase))
            ?? values.FirstOrDefault(value => Has(prompt, value));
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
