using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Showing;

/// <summary>What the console shows of each public type.</summary>
public sealed partial class ViewTests(ViewStage stage) : IClassFixture<ViewStage>
{
    // They show the beginning of a text, with … if it continues.
    private static readonly string[] Excerpts = ["ChatAnswer, Table", "ChatAnswer, List", "Conversation, Table", "SavedConversation, Default", "SavedConversation, Table", "SavedConversation, List"];

    [PwshFact]
    public void Every_public_type_is_shown_here_and_has_a_table_a_list_and_a_wide_view()
    {
        var types = stage.Seen.Texts("Types");

        types.ShouldContain("ChatAnswer");
        stage.Seen.Texts("Samples").ShouldBe(types.Select(type => $"{type}: {type}"), ignoreOrder: true);
        stage.Seen.Texts("Defined").ShouldAllBe(defined => Regex.IsMatch(defined, "^[A-Za-z]+: (Custom )?List Table Wide$"));
    }

    [PwshFact]
    public void No_line_is_longer_than_the_window_with_two_columns_for_each_East_Asian_character()
    {
        // An answer is shown as a string is; the terminal wraps its lines.
        var views = stage.Views.Where(view => view.Form != "Custom" && (view.Type, view.Form) != ("ChatAnswer", "Default")).ToList();

        views.Count.ShouldBe((stage.Seen.Texts("Types").Length * 4 * 5) - 4);
        views.Count(view => WideCharacter().IsMatch(view.Text)).ShouldBeGreaterThan(60);
        views.SelectMany(view => view.Lines.Where(line => Cells(line) > view.Width).Select(line => $"{line}\nin {view}")).ShouldBeEmpty();
    }

    [PwshFact]
    public void Long_values_are_wrapped_and_not_truncated()
    {
        var views = stage.Views.Where(view => view.Form is "Default" or "Table" or "List").ToList();
        views.Where(view => view.Text.Contains('…') && !Excerpts.Contains($"{view.Type}, {view.Form}")).Select(view => $"{view}").ShouldBeEmpty();

        foreach (var type in new[] { "ChatAnswer", "Conversation", "EnvSource" })
            views.Where(view => view.Type == type && view.Form == "Default").ShouldAllBe(view => view.Unwrapped.Contains(Unwrapped(ViewStage.LongText)));
        foreach (var type in new[] { "ChatAnswer", "Conversation", "ChatMessage", "EnvVariable" })
            views.Where(view => view.Type == type && view.Form == "List").ShouldAllBe(view => view.Unwrapped.Contains(Unwrapped(ViewStage.LongText)));
    }

    [PwshFact]
    public void The_default_views_of_answers_and_chunks_are_their_text()
    {
        Shown("ChatAnswer", "Default").ShouldAllBe(text => text.TrimStart().StartsWith("You said: 天空为什么是蓝色的？"));
        Shown("ChatDelta", "Default").ShouldAllBe(text => text.Trim().ReplaceLineEndings("\n").EndsWith("\nYou\n said:\n one\n two"));
    }

    [PwshFact]
    public void A_table_of_answers_shows_model_tokens_duration_and_the_first_line()
    {
        Shown("ChatAnswer", "Table").ShouldAllBe(text => Regex.IsMatch(text, @"^\s*Model +Tokens +Duration +Text\s"));
        Shown("ChatAnswer", "Table").ShouldAllBe(text => Regex.IsMatch(text, @"\naccounts/\S+ +\d+ +[\d.]+ m?s You said: 天空为什么是蓝色的？"));
    }

    [PwshFact]
    public void A_long_name_of_a_model_is_not_broken() =>
        stage.Views.Where(view => view.Type == "ModelInfo").ShouldAllBe(view => view.Text.Contains(ViewStage.LongModel));

    [PwshFact]
    public void Times_are_local_and_durations_and_sizes_readable()
    {
        stage.Seen.GetProperty("Offsets").EnumerateArray().Select(same => same.GetBoolean()).ShouldBe([true, true, true]);
        Shown("ChatAnswer", "List").ShouldAllBe(text => text.Contains($"CreatedAt        : {stage.Seen.Text("Created")}"));
        Shown("ModelInfo", "List").ShouldAllBe(text => text.Contains($"CreatedAt : {stage.Seen.Text("Models")}"));
        Shown("AuthContext", "List").ShouldAllBe(text => text.Contains($"ExpiresAt : {stage.Seen.Text("Expires")}"));
        Shown("ChatAnswer", "List").ShouldAllBe(text => Regex.IsMatch(text, @"\nDuration +: [\d.]+ m?s\s"));
        Shown("ChatImage", "Table").ShouldAllBe(text => text.Contains("image/png, 4.0 KB"));
        Shown("ChatFile", "Table").ShouldAllBe(text => text.Contains("application/pdf, 3 bytes") && text.Contains("file-1"));
    }

    [PwshFact]
    public void Contents_of_all_types_are_rows_of_one_table() =>
        stage.Seen.Text("Mixed").ReplaceLineEndings("\n").Trim().Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Select(line => line.Split(' ')[0])
            .ShouldBe(["Type", "----", "text", "file", "file", "reasoning", "tool_call", "tool_result", "tool_call"]);

    [PwshFact]
    public void No_view_shows_a_secret()
    {
        stage.Secrets.ShouldAllBe(secret => secret.Length > 20);
        stage.Views.Count(view => view.Text.Contains("****")).ShouldBeGreaterThan(30);
        stage.Views.Where(view => stage.Secrets.Any(view.Unwrapped.Contains)).Select(view => $"{view}").ShouldBeEmpty();
    }

    [PwshFact]
    public void Deserialized_objects_are_shown_as_the_originals()
    {
        var copied = stage.Seen.Texts("Copied");

        copied[..3].ShouldAllBe(text => text.Contains("天空为什么是蓝色的？"));
        copied[3..].ShouldBe(copied[..3]);
    }

    private IEnumerable<string> Shown(string type, string form) => stage.Views.Where(view => view.Type == type && view.Form == form).Select(view => view.Text);

    private static string Unwrapped(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static int Cells(string line) => line.Length + WideCharacter().Count(line);

    [GeneratedRegex("[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]")]
    private static partial Regex WideCharacter();
}
