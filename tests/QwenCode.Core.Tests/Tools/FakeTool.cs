using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>A tool that notes its runs, and its run.</summary>
internal sealed class FakeTool(string name, params ToolParameter[] parameters) : ITool, IToolRun
{
    public ToolDefinition Definition { get; } = new(name, "", ToolSchema.Of(parameters));

    public object Identity { get; init; } = new();

    public bool IsReadOnly => false;

    public string Command => $"Run {Definition.Name}";

    public string? WholeCommand => null;

    public bool PromptsForConfirmation { get; init; }

    /// <summary>What a run does.</summary>
    public Func<CancellationToken, Task<ToolOutput>> Run { get; init; } = _ => Task.FromResult(new ToolOutput(ToolCallStatus.Completed, $"result of {name}"));

    /// <summary>What binding does.</summary>
    public Action Bind { get; init; } = () => { };

    /// <summary>Whether each run was confirmed.</summary>
    public List<bool> Runs { get; } = [];

    public Task<IToolRun> BindAsync(IReadOnlyDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        Bind();
        return Task.FromResult<IToolRun>(this);
    }

    public Task<ToolOutput> RunAsync(bool isConfirmed, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Runs.Add(isConfirmed);
        return Run(cancellationToken);
    }
}
