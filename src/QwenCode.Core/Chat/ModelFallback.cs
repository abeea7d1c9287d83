using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Falls back to other models, in order, if one is limited, overloaded or unknown.</summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class ModelFallback(IChatClient inner) : IChatClient
{
    /// <inheritdoc/>
    public async Task<DeltaReader> OpenAsync(ChatCall call)
    {
        var models = call.FallbackModels;
        for (var next = 0; ; next++)
        {
            try
            {
                return await inner.OpenAsync(call).ConfigureAwait(false);
            }
            catch (QwenRequestException exception) when (next < models.Count && exception.Id is ErrorId.RateLimited or ErrorId.ServiceUnavailable or ErrorId.ModelNotFound)
            {
                call.ReportChange(exception, $"{call.Endpoint.ShownModel(call.Model)} did not answer; falling back to {models[next]}.");
            }

            await call.ContinueWithAsync(models[next]).ConfigureAwait(false);
        }
    }
}
