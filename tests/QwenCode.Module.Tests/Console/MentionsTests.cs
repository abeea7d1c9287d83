using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

/// <summary>The files that a prompt mentions.</summary>
public sealed class MentionsTests
{
    private static readonly string[] Files = ["app.log", "src/a.cs", "my file.txt", "notes.", "a,b"];

    [Theory]
    [InlineData("what is in @app.log", new[] { "app.log" })]
    [InlineData("@app.log and @src/a.cs, please", new[] { "app.log", "src/a.cs" })]
    [InlineData("look (see @app.log) or @app.log.", new[] { "app.log" })]
    [InlineData("see @\"my file.txt\"!", new[] { "my file.txt" })]
    [InlineData("see @notes. or @a,b;", new[] { "notes.", "a,b" })]
    [InlineData("two\n@app.log", new[] { "app.log" })]
    [InlineData("me@app.log, @someone, @, @\" and @\"app.log", new string[0])]
    public void A_word_is_a_mention_if_it_names_a_file(string prompt, string[] paths) =>
        Mentions.In(prompt, path => Files.Contains(path)).ShouldBe(paths);

    [Theory]
    [InlineData("read @nofile.txt, @app.log and @nofile.txt!", new[] { "@nofile.txt" })]
    [InlineData("@src/b.cs @*.txt @logs @C:\\x @\"your file.txt\"", new[] { "@src/b.cs", "@*.txt", "@logs", "@C:\\x", "@\"your file.txt\"" })]
    [InlineData("me@app.org, @someone, @someone?, @, @\" and @\"no end.txt", new string[0])]
    [InlineData("@app.route('/') @{ a = 1 } @(1..3) @user@example.org @\"\na.b\n\"@", new string[0])]
    public void A_word_that_looks_like_a_path_and_names_no_file_is_missing(string prompt, string[] words) =>
        Mentions.Missing(prompt, path => Files.Contains(path), path => path == "logs").ShouldBe(words);
}
