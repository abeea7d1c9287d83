using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary><c>/image</c>.</summary>
internal sealed class ImageSlashCommand : SlashCommand
{
    /// <inheritdoc/>
    public override string Name => "image";

    /// <inheritdoc/>
    public override string Argument => "<path or URL>";

    /// <inheritdoc/>
    public override string Summary => "Attaches an image to the next prompt: a file or an https URL.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        if (argument.Length == 0 || (argument.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !Uri.TryCreate(argument, UriKind.Absolute, out _)))
            throw QwenErrors.InvalidSlashArgument(Name, argument, "a path or an https URL");
        foreach (var image in console.Command.Files.Images(Unquoted(argument)))
            console.State.Pending.Add(image);
        console.Screen.WriteNotice($"Attached to the next prompt: {string.Join(", ", console.State.Pending.Names)}. To remove all: /detach");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        console.Command.Files.Complete(typed);
}
