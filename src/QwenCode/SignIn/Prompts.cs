using System.Globalization;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Prompts for lines of text, for secrets, and for one of a list.</summary>
internal abstract class Prompts
{
    /// <summary>The columns of the terminal; <see langword="null"/> if the host breaks lines itself.</summary>
    public abstract int? Width { get; }

    /// <summary>Writes a line.</summary>
    public void Write(string line) => WriteLine(ForeignText.OneLine(line));

    /// <summary>The number of the choice that the user made, from 0; a negative number for none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="message">What is in effect.</param>
    /// <param name="choices">The choices: the label, in which <c>&amp;</c> is before the letter that chooses it, and a description.</param>
    /// <param name="preferred">The number of the choice that Enter makes.</param>
    public abstract int Choose(string question, string message, IReadOnlyList<(string Label, string Description)> choices, int preferred);

    /// <summary>Discards what was typed until now, so that it does not answer the next prompt.</summary>
    public virtual void DiscardTyped()
    {
    }

    /// <summary>The secret that the user entered; empty for none.</summary>
    public string ReadSecret(string prompt) => ReadSecretLine($"{ForeignText.OneLine(prompt)}: ");

    /// <summary>Writes a numbered list, the names aligned.</summary>
    public virtual void List(IReadOnlyList<(string Name, string Description)> items)
    {
        var width = items.Max(item => item.Name.Length);
        for (var i = 0; i < items.Count; i++)
            Write($"{i + 1,4}  {(items[i].Description.Length == 0 ? items[i].Name : $"{items[i].Name.PadRight(width)}  {items[i].Description}")}");
    }

    /// <summary>What the user entered; <see langword="null"/> for an empty line.</summary>
    public string? Read(string prompt)
    {
        var answer = ReadLine($"{ForeignText.OneLine(prompt)}: ");
        return string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
    }

    /// <summary>Whether the user agrees; Enter does not.</summary>
    public bool Confirm(string question)
    {
        Write(question);
        while (true)
        {
            if (Read("y or n (Enter means n)") is not { } answer || Means(answer, "n", "no"))
                return false;
            if (Means(answer, "y", "yes"))
                return true;
            Reject(answer, "y or n", null);
        }
    }

    /// <summary>The item whose number was entered; <see langword="null"/> if it is not the number of one.</summary>
    public static T? Numbered<T>(string answer, IReadOnlyList<T> items)
        where T : class =>
        int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= items.Count ? items[number - 1] : null;

    /// <summary>Reports an answer that was not understood.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="what">What it is not.</param>
    /// <param name="meant">What it may have meant; <see langword="null"/> if nothing is similar.</param>
    public void Reject(string answer, string what, string? meant) => Write($"'{SecretMask.Text(answer)}' is not {what}.{(meant is null ? "" : $" Did you mean {meant}?")}");

    private static bool Means(string answer, params string[] words) => words.Contains(answer, StringComparer.OrdinalIgnoreCase);

    private protected abstract void WriteLine(string line);

    private protected abstract string? ReadLine(string prompt);

    private protected abstract string ReadSecretLine(string prompt);
}
