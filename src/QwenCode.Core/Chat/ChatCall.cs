using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Http;

namespace QwenCode.Chat;

/// <summary>A chat request on its way, through the variants and models that are attempted until one answers.</summary>
internal sealed class ChatCall
{
    private readonly Endpoint _own;

    /// <summary>Prepares a request.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, or no model is named.</exception>
    public ChatCall(ChatRequest request, AuthContext context, CallOptions options, Deadline deadline, long start)
    {
        Endpoint = _own = context.EnsureUsable();
        Request = request;
        Options = options;
        Deadline = deadline;
        Start = start;
        Model = request.Model ?? Endpoint.Model?.Value
            ?? throw QwenErrors.ModelRequired(Endpoint.Provider.Name, Endpoint.ShownUrl.AbsoluteUri);
        RequestedModel = Endpoint.ShownModel(Model);
        FallbackModels = request.FallbackModels ?? Endpoint.FallbackModels;
    }

    /// <summary>The request, in the variant to send next.</summary>
    public ChatRequest Request { get; set; }

    /// <summary>The model to send it to next.</summary>
    public string Model { get; set; }

    /// <summary>The requested model, as it can be shown.</summary>
    public string RequestedModel { get; }

    /// <summary>Where it goes next, and with which credential.</summary>
    public Endpoint Endpoint { get; private set; }

    /// <summary>The models to fall back to, in order.</summary>
    public IReadOnlyList<string> FallbackModels { get; }

    /// <summary>How it is carried out.</summary>
    public CallOptions Options { get; }

    /// <summary>When it ends.</summary>
    public Deadline Deadline { get; private set; }

    /// <summary>When the first attempt began.</summary>
    public long Start { get; }

    /// <summary>Whether the answer is wanted chunk by chunk.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream is requested, because it is wanted or the service answers only so.</summary>
    public bool IsStreamed => Stream || Request.StreamInternally;

    /// <summary>Number of attempts with models before this one.</summary>
    public int AttemptsWithOthers { get; private set; }

    /// <summary>The variant that was sent last; <see langword="null"/> before the first.</summary>
    public ServiceCall? Last { get; set; }

    /// <summary>Continues with another model: over its own route if the settings have one, otherwise at the endpoint of the first model.</summary>
    /// <exception cref="QwenException">Its route cannot be used.</exception>
    public async Task ContinueWithAsync(string model)
    {
        var route = _own.RouteOf?.Invoke(model);
        Endpoint = route?.EnsureUsable() ?? _own;
        if (route is not null && Options.Warn is { } warn)
        {
            foreach (var warning in route.Warnings)
                await warn(warning, Deadline.Token).ConfigureAwait(false);
        }

        // The model's name in the request is that of the command; the extra body may still replace it.
        Model = model;
        AttemptsWithOthers = Last?.AllAttempts ?? 0;
        Request = Request with { StreamInternally = false };
    }

    /// <summary>Continues with a further request, of a longer conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="deadline">When that request ends.</param>
    public void ContinueWith(Conversation conversation, Deadline deadline)
    {
        Request = Request with { Conversation = conversation };
        Deadline = deadline;
    }

    /// <summary>Reports that another variant or model is attempted.</summary>
    public void ReportChange(QwenException failure, string change)
    {
        Options.Log?.Invoke($"{failure.ErrorId}: {change}");
        Options.Notify?.Invoke($"{failure.ErrorId}: {change}");
    }
}
