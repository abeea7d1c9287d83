using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class WordWrapTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one two three", "one two\nthree")]
    [InlineData("one two threefour", "one two\nthreefour")]
    [InlineData("one  two  three", "one  two\nthree")]
    [InlineData("one two\nthree four five", "one two\nthree four\nfive")]
    [InlineData("one two \n\n", "one two \n\n")]
    [InlineData("abcdefghijklmnop q", "abcdefghijklmnop q")]
    [InlineData("ab abcdefghijklmnop q", "ab\nabcdefghijklmnop q")]
    [InlineData("  - one two three", "  - one two\nthree")]
    [InlineData("天空为什么是蓝色的 and so on", "天空为什么是蓝色的 and\nso on")]
    [InlineData("{\"a\": \"one two three four\"}", "{\"a\": \"one two three four\"}")]
    [InlineData("    one two three four", "    one two three four")]
    [InlineData("```\none two three four\n```\none two three", "```\none two three four\n```\none two\nthree")]
    [InlineData("é́ é́ é́ é́ é́ é́ é́ é́", "é́ é́ é́ é́ é́ é́\né́ é́")]
    public void A_line_is_broken_between_words_and_code_and_data_are_not(string text, string wrapped)
    {
        WordWrap.Of(text, 13).ShouldBe(wrapped);

        var wrap = new WordWrap(13);
        (string.Concat(text.EnumerateRunes().Select(rune => wrap.Next(rune.ToString()))) + wrap.End()).ShouldBe(wrapped);
    }

    [Fact]
    public void Only_line_breaks_are_added_and_only_blanks_are_removed()
    {
        var random = new Random(5);
        string[] pieces = ["a", "word", " ", "  ", "\n", "\t", "天", "```", "{", "    ", "e\u0301", "😀", "averyveryverylongwordindeed"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => pieces[random.Next(pieces.Length)]));

            var wrapped = WordWrap.Of(text, 20);

            string.Concat(wrapped.Where(letter => letter is not (' ' or '\n'))).ShouldBe(string.Concat(text.Where(letter => letter is not (' ' or '\n'))));
            wrapped.Split('\n').Length.ShouldBeGreaterThanOrEqualTo(text.Split('\n').Length);
        }
    }
}
