using System.ClientModel.Primitives;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>Turns the SDK's responses into Core's.</summary>
internal static class WireAnswerExtensions
{
    /// <summary>The response.</summary>
    /// <param name="response">The SDK's response.</param>
    /// <param name="isRead">Whether its content has been read whole; else the body stays empty.</param>
    public static WireAnswer ToAnswer(this PipelineResponse response, bool isRead = true) => new(
        response.Status,
        Header(response, "Content-Type") ?? "",
        isRead ? response.Content.ToMemory() : default,
        name => Header(response, name));

    private static string? Header(PipelineResponse response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;
}
