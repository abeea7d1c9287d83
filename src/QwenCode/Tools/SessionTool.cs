using System.Collections;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Tools;

/// <summary>A tool in the user's session.</summary>
/// <param name="tool">The tool.</param>
/// <param name="runner">Runs its command.</param>
internal sealed class SessionTool(QwenTool tool, ToolRunner runner) : ITool
{
    /// <inheritdoc/>
    public ToolDefinition Definition => tool.Definition;

    /// <inheritdoc/>
    public object Identity { get; } = new ToolIdentity(tool);

    /// <inheritdoc/>
    public bool IsReadOnly => tool.IsReadOnly;

    /// <inheritdoc/>
    public async Task<IToolRun> BindAsync(IReadOnlyDictionary<string, JsonElement> arguments, CancellationToken cancellationToken)
    {
        // What else a function throws there ends the pipeline.
        var (run, problem) = await runner.OnPipelineAsync(() => TryBind(arguments), cancellationToken).ConfigureAwait(false);
        return run ?? throw problem!;
    }

    private (IToolRun? Run, ToolArgumentException? Problem) TryBind(IReadOnlyDictionary<string, JsonElement> arguments)
    {
        try
        {
            return (new SessionToolRun(tool, Bound(arguments), runner), null);
        }
        catch (ToolArgumentException exception)
        {
            return (null, exception);
        }
    }

    private List<(string Name, object? Value)> Bound(IReadOnlyDictionary<string, JsonElement> arguments)
    {
        var bound = new List<(string, object?)>();
        foreach (var argument in tool.Arguments)
        {
            if (arguments.TryGetValue(argument.Schema.Name, out var value))
                bound.Add((argument.Schema.Name, ToolValue.Of(value, argument)));
        }

        foreach (DictionaryEntry entry in tool.Fixed)
            bound.Add(((string)entry.Key, entry.Value));
        return bound;
    }
}
