using Microsoft.AspNetCore.WebUtilities;

namespace QwenCode.Loopback;

/// <summary>Answers the chat and model endpoints.</summary>
internal sealed class ModelApi(LoopbackOptions options, Dress dress, FaultScript faults, OAuthAuthority oauth)
{
    private static readonly ApiError s_tokenRejected =
        new(401, "invalid access token or token expired", "invalid_request_error", "invalid_api_key", DressedAs: Dress.DashScope);

    private int _answers;

    public async Task CompleteChatAsync(Exchange exchange)
    {
        var request = exchange.Record.ChatBody;
        var fault = faults.Next(request?.Model);
        await exchange.PauseAsync(options.Latency);
        if (await PlayInPlaceOfAnswerAsync(exchange, fault, request))
            return;
        if (FindError(exchange, request) is { } error)
        {
            await SendErrorAsync(exchange, error);
            return;
        }

        await AnswerAsync(exchange, request!, fault);
    }

    public async Task ListModelsAsync(Exchange exchange)
    {
        var fault = faults.Next(model: null);
        await exchange.PauseAsync(options.Latency);
        if (await PlayInPlaceOfAnswerAsync(exchange, fault, request: null))
            return;
        if (!IsAuthorized(exchange))
            await SendErrorAsync(exchange, KeyError());
        else
            await SendBodyAsync(exchange, Exchange.JsonType, ModelListJson.Write(options), fault);
    }

    public Task SendErrorAsync(Exchange exchange, ApiError error) => exchange.SendJsonAsync(error.Status, ErrorBytes(exchange, error));

    public Task SendErrorAsync(Exchange exchange, ErrorKind kind, string subject) =>
        SendErrorAsync(exchange, ErrorCatalog.For(dress, kind, subject));

    /// <summary>Whether this is a key that the batch service accepts; it takes no access token.</summary>
    public bool AcceptsKey(string key) => options.ApiKey is null ? !oauth.IsValidAccessToken(key) : key == options.ApiKey;

    /// <summary>Sends a fault that replaces the answer; false if there is an answer to send.</summary>
    public async Task<bool> PlayInPlaceOfAnswerAsync(Exchange exchange, Fault fault, ChatRequestBody? request)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await exchange.PauseAsync(fault.Pause);
                return false;
            case FaultKind.Hang:
                await exchange.HangAsync();
                return true;
            case FaultKind.Reset:
                exchange.Reset();
                return true;
            case FaultKind.Error:
                var error = ErrorCatalog.For(dress, fault.Error, request?.Model ?? string.Empty);
                await exchange.SendAsync(error.Status, Exchange.JsonType, ErrorBytes(exchange, error), fault.Headers);
                return true;
            case FaultKind.ErrorInOk:
                await exchange.SendJsonAsync(200, UpstreamError(exchange));
                return true;
            case FaultKind.Status or FaultKind.Content:
            case FaultKind.StreamContent when request?.Stream == true:
                var body = fault.Content ?? ErrorBytes(exchange, new(fault.StatusCode, ReasonPhrases.GetReasonPhrase(fault.StatusCode), "error", null));
                await exchange.SendAsync(fault.StatusCode, fault.ContentType ?? Exchange.JsonType, body, fault.Headers);
                return true;
            default:
                return false;
        }
    }

    private static Task SendBodyAsync(Exchange exchange, string contentType, byte[] body, Fault fault) => fault.Kind switch
    {
        FaultKind.CutBody => exchange.SendHalfAsync(contentType, body),
        FaultKind.SlowDrip => exchange.DripAsync(200, contentType, body, fault.Count, fault.Pause),
        _ => exchange.SendAsync(200, contentType, body),
    };

    private Task AnswerAsync(Exchange exchange, ChatRequestBody request, Fault fault)
    {
        var scripted = options.ToolScript?.Next(request);
        var burst = scripted is null ? ChatAnswer.BurstLength(request.Model) : null;
        var round = scripted ?? ScriptedRound.Say(burst is { } count ? DeltaBurst.Text(count) : options.Reply(request));
        var number = Interlocked.Increment(ref _answers);
        var answer = ChatAnswer.Create(request, round, options.ToolCallFormat ?? ToolCallFormats.Of(dress), fault.Shape, number, options.TimeProvider.GetUtcNow());

        if (!request.Stream || fault.Kind == FaultKind.StreamJson)
            return SendBodyAsync(exchange, Exchange.JsonType, CompletionJson.Write(answer), fault);
        if (burst is { } deltas && fault.Kind is FaultKind.None or FaultKind.Delay)
            return DeltaBurst.SendAsync(exchange, answer, deltas, request.IncludeUsage);

        var script = StreamScript.Create(answer, request.IncludeUsage, dress, fault, () => UpstreamError(exchange));
        return fault.Kind is FaultKind.CutBody or FaultKind.SlowDrip
            ? SendBodyAsync(exchange, "text/event-stream; charset=utf-8", script.AllBytes, fault)
            : script.PlayAsync(exchange, options.DeltaDelay);
    }

    private ApiError? FindError(Exchange exchange, ChatRequestBody? request)
    {
        if (!IsAuthorized(exchange))
            return KeyError();
        if (request is null)
            return ChatValidation.NotJson;
        if (ChatValidation.Check(request, options.Strict) is { } invalid)
            return invalid;
        var exists = !options.RejectUnknownModels || options.Models.Contains(request.Model)
            || FaultCatalog.IsFaultModel(request.Model) || ChatAnswer.BurstLength(request.Model) is not null;
        return exists ? null : ErrorCatalog.For(dress, ErrorKind.ModelNotFound, request.Model!);
    }

    private bool IsAuthorized(Exchange exchange)
    {
        if (options.ApiKey is null && !options.RequireOAuth)
            return true;
        var key = RequestKey.Bearer(exchange);
        if (key is not null && options.RequireOAuth && oauth.IsValidAccessToken(key))
            return true;
        return options.ApiKey is not null
            && (key == options.ApiKey || (dress == Dress.AzureOpenAI && exchange.Request.Headers["api-key"] == options.ApiKey));
    }

    private ApiError KeyError() => options.RequireOAuth
        ? s_tokenRejected
        : ErrorCatalog.For(dress, ErrorKind.InvalidApiKey, string.Empty);

    private byte[] UpstreamError(Exchange exchange) =>
        ErrorBytes(exchange, ErrorCatalog.For(dress, ErrorKind.ServerError, string.Empty) with { Own = false, Type = "server_error" });

    private byte[] ErrorBytes(Exchange exchange, ApiError error) =>
        ErrorBody.Write(error.DressedAs ?? dress, error, exchange.RequestId);
}
