namespace QwenCode.Chat;

/// <summary>Falls back to other models, in order, if one is limited, overloaded or unknown. If all fail, the error is that of the first model.</summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class ModelFallback(IChatClient inner) : IChatClient
{
    /// <inheritdoc/>
    public async Task<DeltaReader> OpenAsync(ChatCall call)
    {
        var requested = call.Endpoint.ShownModel(call.Model);
        try
        {
            return await inner.OpenAsync(call).ConfigureAwait(false);
        }
        catch (QwenRequestException exception) when (FallbackRule.LeadsToFallback(exception))
        {
            return await FallBackAsync(call, requested, exception).ConfigureAwait(false);
        }
    }

    private async Task<DeltaReader> FallBackAsync(ChatCall call, string requested, QwenRequestException first)
    {
        var failures = new List<(string Model, QwenException Failure)> { (requested, first) };
        foreach (var model in call.FallbackModels)
        {
            var (failed, failure) = failures[^1];
            call.ReportChange(failure, $"{failed} did not answer; falling back to {model}.");
            var isReady = false;
            try
            {
                await call.ContinueWithAsync(model).ConfigureAwait(false);
                isReady = true;
                return await inner.OpenAsync(call).ConfigureAwait(false);
            }
            catch (QwenException exception) when (!isReady || FallbackRule.LeadsToNextFallback(exception))
            {
                failures.Add((model, exception));
            }
            catch (QwenException exception)
            {
                // What another model cannot fix either; it can have a part of the answer.
                throw exception.With($"{model} was requested as a fallback. {string.Join(' ', failures.Select(f => $"{f.Model} failed before: {f.Failure.Event}"))}");
            }
        }

        throw first.WithFallbacks(string.Join(' ', failures.Skip(1).Select(f => $"The fallback {f.Model} failed, too: {f.Failure.Event}")), call.Last!.AllAttempts);
    }
}
