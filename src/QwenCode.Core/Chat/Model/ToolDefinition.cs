using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A tool as a model sees it.</summary>
/// <param name="Name">The name: 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Description">What it does.</param>
/// <param name="Schema">The JSON schema of its arguments.</param>
internal sealed record ToolDefinition(string Name, string Description, JsonElement Schema);
