using System.ClientModel.Primitives;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>Turns the SDK's responses into Core's.</summary>
internal static class WireAnswerExtensions
{
    /// <summary>The response.</summary>
    /// <param name="response">The SDK's response.</param>
    /// <param name="body">Its body; empty if it is still to be read.</param>
    public static WireAnswer ToAnswer(this PipelineResponse response, ReadOnlyMemory<byte> body) => new(
        response.Status,
        Header(response, "Content-Type") ?? "",
        body,
        name => Header(response, name));

    private static string? Header(PipelineResponse response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;
}
