using QwenCode.Showing;
using QwenCode.SignIn;

namespace QwenCode.Console;

/// <summary>Prompts in the console's own editor, so that Ctrl+C and Esc cancel what prompts and not the console.</summary>
internal sealed class EditorPrompts(TerminalInput input, ChatScreen screen) : Prompts
{
    private const string ContinuedPrompt = ": ";
    private const int RowsOfQuestionAndAnswer = 3;

    /// <inheritdoc/>
    public override int? Width => screen.WrapWidth;

    /// <inheritdoc/>
    public override int Choose(string question, string message, IReadOnlyList<(string Label, string Description)> choices, int preferred)
    {
        screen.WriteLine(screen.Style.Bold(ForeignText.OneLine(question)));
        WriteLine(message);
        WriteChoices(choices, message.Count(character => character == '\n') + 1);
        var labels = choices.Select(choice => choice.Label).ToList();
        while (true)
        {
            if (Read($"Number (Enter takes {preferred + 1}, Esc cancels)") is not { } answer)
                return preferred;
            if (Numbered(answer, labels) is { } label)
                return labels.IndexOf(label);
            if (labels.FindIndex(each => Means(answer, each)) is >= 0 and var found)
                return found;
            Reject(answer, "one of these numbers", null);
        }
    }

    /// <inheritdoc/>
    public override void List(IReadOnlyList<(string Name, string Description)> items) =>
        DescriptionList.Write(screen, WithNumbers(items));

    private static List<(string Name, string Description)> WithNumbers(IEnumerable<(string Name, string Description)> items) =>
        [.. items.Select((item, index) => ($"{index + 1,2}  {item.Name}", item.Description))];

    // What is asked should stay in view, which the descriptions can do without.
    private void WriteChoices(IReadOnlyList<(string Label, string Description)> choices, int above)
    {
        var items = WithNumbers(choices.Select(choice => (choice.Label.Replace("&", "", StringComparison.Ordinal), choice.Description)));
        var fits = DescriptionList.Rows(items, screen.Size.Width).Count() + above + RowsOfQuestionAndAnswer <= screen.Size.Height;
        DescriptionList.Write(screen, fits ? items : [.. items.Select(item => (item.Name, ""))]);
    }

    // As the host's prompt takes it: the letter behind the &, or the whole label.
    private static bool Means(string answer, string label) =>
        label.Contains($"&{answer}", StringComparison.OrdinalIgnoreCase) || label.Replace("&", "", StringComparison.Ordinal).Equals(answer, StringComparison.OrdinalIgnoreCase);

    private protected override void WriteLine(string line) => screen.WriteText(line);

    private protected override string? ReadLine(string prompt) => Read(prompt, isMasked: false);

    private protected override string ReadSecretLine(string prompt) => Read(prompt, isMasked: true);

    private string Read(string prompt, bool isMasked)
    {
        // The editor's row has room for a short one.
        if (CellWidth.Of(prompt) > TextRows.LongestPrompt(screen.Size.Width - 1))
        {
            WriteLine(prompt.TrimEnd(' ', ':'));
            prompt = ContinuedPrompt;
        }

        var line = input.ReadLine(new LineEditor(new PromptHistory()) { Prompt = prompt, IsMasked = isMasked });
        WriteLine(prompt + (isMasked ? new string('*', Math.Min(line.Length, 8)) : line));
        return line;
    }
}
