using Microsoft.AspNetCore.Http;

namespace QwenCode.Loopback;

/// <summary>Finds the endpoint for a request.</summary>
internal sealed class Router
{
    private readonly Uri _baseUrl;
    private readonly Uri _origin;
    private readonly string _chatPath;
    private readonly string _modelsPath;
    private readonly ModelApi _models;
    private readonly OAuthEndpoints _oauth;
    private readonly OAuthApprovalPage _approval;
    private readonly BatchEndpoints? _batches;

    public Router(LoopbackOptions options, FaultScript faults, OAuthAuthority authority, BatchAuthority? batches, Uri baseUrl, Uri origin)
    {
        (_baseUrl, _origin) = (baseUrl, origin);
        _chatPath = baseUrl.AbsolutePath + "/chat/completions";
        _modelsPath = baseUrl.AbsolutePath + "/models";
        _models = new ModelApi(options, options.Dress, faults, authority);
        _oauth = new OAuthEndpoints(options, authority, _models, origin);
        _approval = new OAuthApprovalPage(authority);
        _batches = batches is null ? null : new BatchEndpoints(options, batches, _models);
    }

    public bool IsModelRequest(HttpRequest request) => request.Path == _chatPath || request.Path == _modelsPath;

    public Task RouteAsync(Exchange exchange)
    {
        var path = exchange.Request.Path.Value ?? string.Empty;
        var (expected, handler) = Find(path, exchange.Request.Method);
        var asked = $"{exchange.Request.Method} {path}";
        if (handler is null)
            return _models.SendErrorAsync(exchange, ErrorKind.PathNotFound, asked);
        return expected == exchange.Request.Method
            ? handler(exchange)
            : _models.SendErrorAsync(exchange, ErrorKind.MethodNotAllowed, asked);
    }

    private (string Method, Func<Exchange, Task>? Handler) Find(string path, string method)
    {
        if (path == _chatPath)
            return ("POST", _models.CompleteChatAsync);
        if (path == _modelsPath)
            return ("GET", _models.ListModelsAsync);
        if (path.StartsWith(_baseUrl.AbsolutePath + "/", StringComparison.Ordinal)
            && _batches?.Find(path[(_baseUrl.AbsolutePath.Length + 1)..], method) is { } batch)
            return batch;
        return path switch
        {
            "/" => ("GET", exchange => IndexPage.ShowAsync(exchange, _baseUrl, _origin)),
            OAuthEndpoints.DevicePath => ("POST", _oauth.StartDeviceFlowAsync),
            OAuthEndpoints.TokenPath => ("POST", _oauth.IssueTokenAsync),
            OAuthApprovalPage.Path when method == "POST" => ("POST", _approval.DecideAsync),
            OAuthApprovalPage.Path => ("GET", OAuthApprovalPage.ShowAsync),
            _ => (string.Empty, null),
        };
    }
}
