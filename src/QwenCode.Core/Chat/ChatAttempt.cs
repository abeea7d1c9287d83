using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>A request on its way, through the models and variants that are attempted until one answers.</summary>
internal sealed class ChatAttempt
{
    private const string ChatPath = "chat/completions";

    private readonly AuthContext _context;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly string _requestedModel;
    private readonly Queue<string> _fallbacks;
    private readonly long _start;
    private ChatRequest _request;
    private string _model;
    private WireCall? _call;
    private bool _isRetry;

    /// <summary>Prepares a request.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, or no model is named.</exception>
    public ChatAttempt(ChatRequest request, AuthContext context, CallOptions options, TimeProvider time)
    {
        context.EnsureUsable();
        _request = request;
        _context = context;
        _options = options;
        _time = time;
        _model = request.Model ?? context.ModelName
            ?? throw QwenErrors.ModelRequired(context.Provider!, context.BaseUrl!.AbsoluteUri);
        _requestedModel = context.ShownModel(_model);
        _fallbacks = new Queue<string>(request.FallbackModels);
        _start = time.GetTimestamp();
    }

    /// <summary>The facts for an error.</summary>
    public ServiceFailure Facts => FactsOf(_context, Call, ChatPath);

    /// <summary>The call that was made last.</summary>
    public WireCall Call => _call!;

    /// <summary>Whether the last call asks for a stream.</summary>
    public bool IsStreamed { get; private set; }

    /// <summary>The pause before the next call.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>The next call: the same again, or one for the next variant or model.</summary>
    public WireCall NextCall(bool stream)
    {
        if (_isRetry)
            return Call;
        _request = ServiceDemands.Apply(_request, _context.Endpoint!, _model);
        IsStreamed = stream || _request.StreamInside;
        var body = ChatRequestWriter.Write(_request, _model, _context.ProviderInfo!, IsStreamed);
        _call = CallOf(_context, _options, _model, body, _time, _call?.AllAttempts ?? 0);
        _options.Activity?.Begin("Chat request", _context.ShownModel(_model), "answer");
        _options.Log?.Invoke($"Sending the request for {_context.ShownModel(_model)} to {Facts.Endpoint} {_context.CredentialInWords}{(IsStreamed ? ", streamed" : "")}.");
        return _call;
    }

    /// <summary>Moves on to the next call after a failure; <see langword="false"/> if the failure is final. No chunk may have been passed on.</summary>
    public bool TryNext(QwenRequestException exception)
    {
        var pause = Call.Retry.DelayAfter(Call.Attempts, exception);
        _isRetry = pause is not null;
        Pause = pause ?? TimeSpan.Zero;
        if (pause is { } wait)
        {
            Call.ReportRetry(exception.ErrorId, wait);
            return true;
        }

        var next = OtherForm(exception);
        if (next is not null)
            _options.Log?.Invoke($"{exception.ErrorId}: {next}");
        return next is not null;
    }

    /// <summary>The answer in a whole body.</summary>
    /// <exception cref="QwenRequestException">The body is not an answer.</exception>
    public async ValueTask<ChatAnswer> ReadAsync(WireAnswer answer, CancellationToken deadline, CancellationToken cancellationToken)
    {
        // Some servers stream whether or not that was requested.
        if (EventStreamReader.HoldsEvents(answer))
        {
            using var events = new WireStream(answer, new MemoryStream(answer.Body.ToArray(), writable: false), static () => { });
            return await CollectAsync(events, deadline, cancellationToken).ConfigureAwait(false);
        }

        var body = AnswerReader.ReadCompletion(answer, Facts with { Attempts = Call.AllAttempts });
        var builder = Builder();
        builder.TakeHead(body);
        builder.TakeChoices(body);
        builder.End();
        var duration = _time.GetElapsedTime(_start);
        return builder.Build(Call.AllAttempts, duration, duration);
    }

    /// <summary>The answer that a stream brings.</summary>
    /// <exception cref="QwenRequestException">The stream brought an error, is incomplete, stalled, or is none.</exception>
    public async ValueTask<ChatAnswer> CollectAsync(WireStream wire, CancellationToken deadline, CancellationToken cancellationToken)
    {
        ChatAnswer? answer = null;
        await foreach (var delta in ReadStream(wire).ReadAsync(deadline, cancellationToken).ConfigureAwait(false))
            answer = delta.Answer;
        return answer!;
    }

    /// <summary>The reader of a streamed answer.</summary>
    public AnswerStream ReadStream(WireStream wire) => new(wire, Builder(), Facts, _options, _time, _start, () => Call.AllAttempts);

    /// <summary>A call to the context's endpoint.</summary>
    public static WireCall CallOf(
        AuthContext context, CallOptions options, string model, ReadOnlyMemory<byte> body, TimeProvider time, int earlierAttempts = 0) => new()
    {
        BaseUrl = context.Endpoint!,
        Model = model,
        Credential = context.Credential,
        Headers = ProviderHeaders.Of(context.ProviderInfo!),
        Body = body,
        MaximumBody = options.MaximumAnswer,
        Retry = new RetryRule(options.MaximumRetryCount, options.RetryInterval, time),
        Admit = token => Admission.WaitAsync(context, options, token),
        Log = options.Log,
        Warn = options.Warn,
        Activity = options.Activity,
        EarlierAttempts = earlierAttempts,
    };

    /// <summary>The facts about a call for an error.</summary>
    public static ServiceFailure FactsOf(AuthContext context, WireCall call, string path) => new()
    {
        Endpoint = new UriBuilder(call.BaseUrl) { Path = $"{call.BaseUrl.AbsolutePath.TrimEnd('/')}/{path}", Query = "" }.Uri.AbsoluteUri,
        Model = context.ShownModel(call.Model),
        KeySource = context.KeySource ?? "",
        Sent = () => call.Sent,
        IsAzure = context.ProviderInfo is { IsAzure: true },
        ByLogin = context.Method == AuthMethod.OAuth,
    };

    // Moves on to another variant or model if the failure makes that worthwhile, and says so.
    private string? OtherForm(QwenRequestException exception)
    {
        if (ServiceDemands.Learn(exception, _request, IsStreamed, _context.Endpoint!, _model) is { } other)
        {
            _request = other.Request;
            return other.Change;
        }

        if (!FallbackRule.AllowsOtherModel(exception) || !_fallbacks.TryDequeue(out var next))
            return null;
        var step = $"{_context.ShownModel(_model)} did not answer; falling back to {next}.";
        _model = next;
        _request = _request with { StreamInside = false };
        return step;
    }

    private AnswerBuilder Builder() => new(_request, _context, _requestedModel, _context.ShownModel(_model));
}
