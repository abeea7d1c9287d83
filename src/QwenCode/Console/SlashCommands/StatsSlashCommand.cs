using QwenCode.Configuration;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary><c>/stats</c>.</summary>
internal sealed class StatsSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "stats";

    /// <inheritdoc/>
    public override string Summary => "Shows the tokens, requests and time that this console used, and the cost if the settings have prices.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var statistics = console.State.Statistics;
        var files = console.Command.Environment().Settings.Files;
        foreach (var each in statistics.ByModel)
        {
            var price = ModelPrice.Find(files, each.Model) ?? ModelPrice.Find(files, each.RequestedModel);
            var cost = price is null ? "" : $", {price.Currency} {price.Of(each.PromptTokens, each.CachedTokens, each.CompletionTokens):0.00####}";
            console.Screen.WriteText($"{each.Model}: {each.Requests:N0} {(each.Requests == 1 ? "request" : "requests")}, {each.PromptTokens:N0} prompt and {each.CompletionTokens:N0} completion tokens, {HumanText.Duration(each.Time)}{cost}");
        }

        if (statistics.Unanswered is > 0 and var unanswered)
            console.Screen.WriteNotice($"{(unanswered == 1 ? "A prompt was" : $"{unanswered:N0} prompts were")} canceled or failed. What {(unanswered == 1 ? "it" : "they")} used is not counted.");
        else if (statistics.ByModel.Count == 0)
            console.Screen.WriteNotice("No answer has arrived yet.");
        if (statistics.LastTotal is { } last)
            console.Screen.WriteNotice($"The conversation has about {last:N0} tokens now.");
        if (statistics.IsIncomplete)
            console.Screen.WriteNotice("The service did not report the tokens of all answers.");
    }
}
