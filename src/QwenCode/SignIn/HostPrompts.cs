using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using QwenCode.Console;
using QwenCode.Conversion;
using QwenCode.Pipeline;

namespace QwenCode.SignIn;

/// <summary>Prompts by the host's user interface.</summary>
internal sealed class HostPrompts(PSHost host) : Prompts
{
    /// <inheritdoc/>
    public override int? Width => ConsoleWidth.Of(host);

    /// <inheritdoc/>
    public override void DiscardTyped() => TypedAhead.Discard(host);

    /// <inheritdoc/>
    public override int Choose(string question, string message, IReadOnlyList<(string Label, string Description)> choices, int preferred) =>
        host.UI.PromptForChoice(question, message, new Collection<ChoiceDescription>([.. choices.Select(choice => new ChoiceDescription(choice.Label, choice.Description))]), preferred);

    private protected override void WriteLine(string line) => host.UI.WriteLine(line);

    private protected override string? ReadLine(string prompt)
    {
        host.UI.Write(prompt);
        return host.UI.ReadLine();
    }

    private protected override string ReadSecretLine(string prompt)
    {
        host.UI.Write(prompt);
        return SecretTransformationAttribute.TextOf(host.UI.ReadLineAsSecureString());
    }
}
