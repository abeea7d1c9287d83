using System.Globalization;
using System.Management.Automation.Host;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Prompts for lines of text, and for one of a numbered list.</summary>
internal sealed class ConsolePrompts(PSHostUserInterface ui)
{
    /// <summary>Writes a line.</summary>
    public void Write(string line) => ui.WriteLine(ForeignText.OneLine(line));

    /// <summary>Writes a numbered list, the names aligned.</summary>
    public void List(IReadOnlyList<(string Name, string Description)> items)
    {
        var width = items.Max(item => item.Name.Length);
        for (var i = 0; i < items.Count; i++)
            Write($"{i + 1,4}  {(items[i].Description.Length == 0 ? items[i].Name : $"{items[i].Name.PadRight(width)}  {items[i].Description}")}");
    }

    /// <summary>What the user entered; <see langword="null"/> for an empty line.</summary>
    public string? Read(string prompt)
    {
        ui.Write($"{ForeignText.OneLine(prompt)}: ");
        var answer = ui.ReadLine();
        return string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
    }

    /// <summary>The item whose number was entered; <see langword="null"/> if it is not the number of one.</summary>
    public static T? Numbered<T>(string answer, IReadOnlyList<T> items)
        where T : class =>
        int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= items.Count ? items[number - 1] : null;

    /// <summary>Reports an answer that means nothing.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="what">What it is not.</param>
    /// <param name="meant">What it may have meant; <see langword="null"/> if nothing is near.</param>
    public void Reject(string answer, string what, string? meant) => Write($"'{SecretMask.Text(answer)}' is not {what}.{(meant is null ? "" : $" Did you mean {meant}?")}");
}
