using System.Collections;
using System.Management.Automation;
using QwenCode.Commands;
using QwenCode.Conversion;
using QwenCode.Errors;

namespace QwenCode.Tools;

/// <summary>Reads what the user specifies as tools: names, commands, script blocks, tools.</summary>
/// <param name="command">The command that offers them.</param>
internal sealed class ToolReader(QwenCommand command)
{
    private const string ScriptBlockName = "ScriptBlock";

    private readonly ToolCommandFinder _finder = new(command);
    private int _blocks;

    /// <summary>The tools, each with a name of its own.</summary>
    /// <exception cref="QwenException">One of them is none (<c>InvalidTool</c>).</exception>
    public IReadOnlyList<QwenTool> Read(IEnumerable<object?> values)
    {
        var tools = Items(values).Select(Read).ToList();
        var twice = tools.GroupBy(tool => tool.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? tools : throw QwenErrors.ToolUnusable(twice.Key, "two tools have this name", "Name each once, or give one another name with New-QwenTool -Name.");
    }

    /// <summary>The command that the user specifies.</summary>
    /// <exception cref="QwenException">It is none (<c>InvalidTool</c>).</exception>
    public ToolCommand ReadCommand(object? value) => ForeignObject.Unwrap(value) switch
    {
        string name when !string.IsNullOrWhiteSpace(name) => _finder.Find(name.Trim()),
        CommandInfo info => _finder.Of(info),
        ScriptBlock block => ReadBlock(block, $"{ScriptBlockName}{++_blocks}"),
        IDictionary => throw QwenErrors.ToolUnusable("@{ … }", "a tool is a single command, and this is a table", "Specify the name of a command or a script block; New-QwenTool gives it another name and description."),
        QwenTool tool => throw QwenErrors.ToolUnusable(tool.Name, "it already is one", $"Specify it with -Tool, or its command: {tool.Command}"),
        IList list => throw NotSingle(string.Join(", ", list.Cast<object?>())),
        var other => throw QwenErrors.ToolUnusable($"{other}", "it is not a command", "Specify the name of a command, a command of Get-Command, or a script block."),
    };

    private static QwenException NotSingle(string value) => QwenErrors.ToolUnusable(value, "a tool is a single command", "Specify one name, or run New-QwenTool once for each command.");

    /// <summary>A script block as a command.</summary>
    /// <param name="block">The script block.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="QwenException">It cannot be a tool (<c>InvalidTool</c>).</exception>
    public ToolCommand ReadBlock(ScriptBlock block, string name) => _finder.Of(block, name);

    private QwenTool Read(object? value) => ForeignObject.Unwrap(value) as QwenTool ?? ToolBuilder.Build(ReadCommand(value), new ToolOptions());

    // Lists in lists, as @(Get-Command …), 'x' has.
    private static IEnumerable<object?> Items(IEnumerable<object?> values) =>
        values.SelectMany(value => ForeignObject.Unwrap(value) is IEnumerable list and not (string or IDictionary) ? Items(list.Cast<object?>()) : [value]);
}
