namespace QwenCode.Tools;

/// <summary>A command of the user's session with its arguments.</summary>
/// <param name="tool">The tool.</param>
/// <param name="parameters">The parameters with their values.</param>
/// <param name="runner">Runs it.</param>
internal sealed class SessionToolRun(QwenTool tool, IReadOnlyList<(string Name, object? Value)> parameters, ToolRunner runner) : IToolRun
{
    private const string Confirm = "Confirm";

    /// <inheritdoc/>
    public string Command { get; } = CommandLineText.Of(tool.Source.Text, parameters);

    /// <inheritdoc/>
    public string? WholeCommand => CommandLineText.Whole(tool.Source.Text, parameters, tool.Fixed.Contains) is var whole && whole != Command ? whole : null;

    /// <inheritdoc/>
    public bool PromptsForConfirmation => !tool.Fixed.Contains(Confirm) && tool.Source.SupportsShouldProcess && tool.Source.ConfirmImpact >= runner.ConfirmPreference;

    /// <inheritdoc/>
    public Task<ToolOutput> RunAsync(bool isConfirmed, TimeSpan timeout, CancellationToken cancellationToken) =>
        runner.RunAsync(isConfirmed ? null : Command, tool.Source.Info, isConfirmed && PromptsForConfirmation ? [.. parameters, (Confirm, false)] : parameters, timeout, cancellationToken);
}
