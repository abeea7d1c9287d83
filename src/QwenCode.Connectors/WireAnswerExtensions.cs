using System.ClientModel.Primitives;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>Turns the SDK's responses into Core's.</summary>
internal static class WireAnswerExtensions
{
    /// <summary>The response, whose content has been read whole.</summary>
    public static WireAnswer ToAnswer(this PipelineResponse response) => new(
        response.Status,
        Header(response, "Content-Type") ?? "",
        response.Content.ToMemory(),
        name => Header(response, name));

    private static string? Header(PipelineResponse response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;
}
