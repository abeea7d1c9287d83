using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Thinking at the beginning of the content, whole and split at every position.</summary>
public sealed class ThinkingReaderTests
{
    public static TheoryData<string, string?, string> Contents => new()
    {
        { "<think>short</think>The answer.", "short", "The answer." },
        { "<think>\nshort\n\nand more\n</think>\n\nThe answer.\n", "short\n\nand more", "The answer.\n" },
        { "\r\n \t<think>\r\nshort\r\n</think>\r\nThe answer.", "short", "The answer." },
        { "<think></think>The answer.", null, "The answer." },
        { "<think>\n\n</think>\n\nThe answer.", null, "The answer." },
        { "<think> never closed ", "never closed", "" },
        { "<think>almost closed</thin", "almost closed</thin", "" },
        { "<think>", null, "" },
        { "<think></think>", null, "" },
        { "<think>a < b </thin </think> </think>", "a < b </thin", "</think>" },
        { "<think>x</think>Use <think> and </think>.", "x", "Use <think> and </think>." },
        { "<think>你好🌍</think>🌍好", "你好🌍", "🌍好" },
        { "<thinker> is a word", null, "<thinker> is a word" },
        { "The tag <think>x</think> is text.", null, "The tag <think>x</think> is text." },
        { "`<think>` opens it", null, "`<think>` opens it" },
        { "<Think>x</Think>", null, "<Think>x</Think>" },
        { "  plain ", null, "  plain " },
        { " \n ", null, " \n " },
        { "<thi", null, "<thi" },
        { $"{new string('\n', 200)}<think>short</think>The answer.", "short", "The answer." },
        { "", null, "" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Thinking_is_separated_wherever_the_content_is_split(string content, string? reasoning, string text)
    {
        Read(content).ShouldBe((reasoning, text));
        for (var first = 0; first <= content.Length; first++)
        {
            Read(content[..first], content[first..]).ShouldBe((reasoning, text), $"split at {first}");
            for (var second = first; second <= Math.Min(content.Length, first + 12); second++)
                Read(content[..first], content[first..second], content[second..]).ShouldBe((reasoning, text), $"split at {first} and {second}");
        }

        Read([.. content.Select(character => $"{character}")]).ShouldBe((reasoning, text));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("<think> ")]
    [InlineData("<think>x</think> ")]
    public void Blank_chunks_without_end_take_one_pass(string beginning)
    {
        var choice = new ChoiceBuilder();
        choice.Take(new Choice { Text = beginning });
        for (var i = 0; i < 200_000; i++)
            choice.Take(new Choice { Text = "\n" });
        choice.Take(new Choice { Text = "The end." });
        choice.End();

        $"{choice.Reasoning}{choice.Text}".ShouldEndWith("The end.");
    }

    // The text and reasoning of the deltas are those of the answer.
    private static (string? Reasoning, string Text) Read(params string[] chunks)
    {
        var choice = new ChoiceBuilder();
        var deltas = chunks.Select(chunk => choice.Take(new Choice { Text = chunk })).ToList();
        deltas.Add(choice.End());
        string.Concat(deltas.Select(delta => delta.Text)).ShouldBe(choice.Text);
        (choice.PartialText ?? "").ShouldBe(choice.Text);
        string.Concat(deltas.Select(delta => delta.Reasoning)).ShouldBe(choice.Reasoning ?? "");
        return (choice.Reasoning, choice.Text);
    }
}
