using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace QwenCode.Loopback;

/// <summary>The paths of the batch protocol: checks the key, plays faults, and sends what the APIs of files and jobs answer.</summary>
internal sealed class BatchEndpoints(LoopbackOptions options, BatchAuthority authority, ModelApi models)
{
    private readonly BatchFileApi _files = new(options, authority);
    private readonly BatchJobApi _jobs = new(options, authority);

    /// <summary>The method of a path and its handler; null if the path is unknown.</summary>
    /// <param name="path">The path below the base path, without a slash at the start.</param>
    /// <param name="method">The request's method, where a path has several.</param>
    public (string Method, Func<Exchange, Task> Handler)? Find(string path, string method) => path.Split('/') switch
    {
        ["files"] when method == "POST" => ("POST", On(BatchStep.Upload, _files.UploadAsync)),
        ["files"] => ("GET", On(BatchStep.ListFiles, _files.List)),
        ["files", var id] when method == "DELETE" => ("DELETE", On(BatchStep.Delete, (_, owner) => _files.Delete(id, owner))),
        ["files", var id] => ("GET", On(BatchStep.FileStatus, (_, owner) => _files.Show(id, owner))),
        ["files", var id, "content"] => ("GET", On(BatchStep.Download, (_, owner) => _files.Download(id, owner))),
        ["batches"] when method == "POST" => ("POST", On(BatchStep.Create, _jobs.Create)),
        ["batches"] => ("GET", On(BatchStep.List, _jobs.List)),
        ["batches", var id] => ("GET", On(BatchStep.Retrieve, (_, owner) => _jobs.Show(id, owner))),
        ["batches", var id, "cancel"] => ("POST", On(BatchStep.Cancel, (_, owner) => _jobs.Cancel(id, owner))),
        _ => null,
    };

    private Func<Exchange, Task> On(BatchStep step, Func<Exchange, string, BatchResponse> answer) =>
        On(step, (exchange, owner) => Task.FromResult(answer(exchange, owner)));

    private Func<Exchange, Task> On(BatchStep step, Func<Exchange, string, Task<BatchResponse>> answer) => async exchange =>
    {
        var fault = authority.Faults.Next(step);
        if (fault?.Kind == BatchFaultKind.DroppedRequest)
        {
            exchange.Reset();
            return;
        }

        await exchange.PauseAsync(fault?.Pause ?? TimeSpan.Zero);
        if (fault?.Kind == BatchFaultKind.Status)
        {
            await SendStatusAsync(exchange, fault);
            return;
        }

        var response = RequestKey.Find(exchange, options.Dress) is { } key && models.AcceptsKey(key)
            ? await answer(exchange, key)
            : BatchResponse.Of(ErrorCatalog.For(options.Dress, ErrorKind.InvalidApiKey, string.Empty));
        await SendAsync(exchange, response, fault);
    };

    private async Task SendAsync(Exchange exchange, BatchResponse response, BatchFault? fault)
    {
        // A client that is still sending may take an early response for a lost connection.
        await exchange.Request.Body.CopyToAsync(Stream.Null, exchange.Aborted);
        if (fault?.Kind == BatchFaultKind.LostResponse)
            exchange.Reset();
        else if (fault?.Kind == BatchFaultKind.Malformed)
            await exchange.SendJsonAsync(200, Encoding.UTF8.GetBytes(fault.Body!));
        else if (response.Error is { } error)
            await models.SendErrorAsync(exchange, error);
        else if (response.File is { } file)
            await SendFileAsync(exchange, file, fault?.Bytes);
        else
            await exchange.SendJsonAsync(200, response.Json);
    }

    private async Task SendStatusAsync(Exchange exchange, BatchFault fault)
    {
        await exchange.Request.Body.CopyToAsync(Stream.Null, exchange.Aborted);
        if (fault.RetryAfter is { } pause)
            exchange.Context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (fault.Body is null)
            await models.SendErrorAsync(exchange, new(fault.StatusCode, ReasonPhrases.GetReasonPhrase(fault.StatusCode), "error", null));
        else
            await exchange.SendJsonAsync(fault.StatusCode, Encoding.UTF8.GetBytes(fault.Body));
    }

    private static async Task SendFileAsync(Exchange exchange, BatchFile file, long? bytes)
    {
        await using var content = file.OpenRead();
        await exchange.SendStreamAsync("application/octet-stream", content, file.Length, bytes);
    }
}
