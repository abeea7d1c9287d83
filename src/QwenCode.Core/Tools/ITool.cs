using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Tools;

/// <summary>A tool that can be run.</summary>
internal interface ITool
{
    /// <summary>What the model sees of it.</summary>
    ToolDefinition Definition { get; }

    /// <summary>Equal for tools that run the same code with the same fixed arguments, and let the model specify the same others.</summary>
    object Identity { get; }

    /// <summary>Whether the user has declared that it only reads.</summary>
    bool IsReadOnly { get; }

    /// <summary>Converts the arguments of a call to those of the tool.</summary>
    /// <exception cref="ToolArgumentException">They cannot be converted.</exception>
    Task<IToolRun> BindAsync(IReadOnlyDictionary<string, JsonElement> arguments, CancellationToken cancellationToken);
}
