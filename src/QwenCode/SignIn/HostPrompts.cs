using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Net;

namespace QwenCode.SignIn;

/// <summary>Prompts by the host's user interface.</summary>
internal sealed class HostPrompts(PSHostUserInterface ui) : Prompts
{
    /// <inheritdoc/>
    public override int Choose(string question, string message, IReadOnlyList<(string Label, string Description)> choices, int preferred) =>
        ui.PromptForChoice(question, message, new Collection<ChoiceDescription>([.. choices.Select(choice => new ChoiceDescription(choice.Label, choice.Description))]), preferred);

    private protected override void WriteLine(string line) => ui.WriteLine(line);

    private protected override string? ReadLine(string prompt)
    {
        ui.Write(prompt);
        return ui.ReadLine();
    }

    private protected override string ReadSecretLine(string prompt)
    {
        ui.Write(prompt);
        return new NetworkCredential("", ui.ReadLineAsSecureString()).Password;
    }
}
