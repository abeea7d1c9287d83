using System.Text;
using QwenCode.Http;

namespace QwenCode.Batches;

/// <summary>The response in a line of results, as if the request had been sent on its own.</summary>
/// <param name="line">The line.</param>
internal sealed class LineResponse(ResultLine line) : ServiceResponse
{
    private const int Success = 200;

    /// <inheritdoc/>
    public override int Status => line.Status ?? Success;

    /// <inheritdoc/>
    public override Stream Content => Stream.Null;

    /// <inheritdoc/>
    public override string? Header(string name) => name switch
    {
        "x-request-id" => line.RequestId,
        "Content-Type" => "application/json",
        _ => null,
    };

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(line.Body.Span);
}
