using System.Net;
using System.Net.Http.Headers;
using System.Text;
using QwenCode.Errors;
using QwenCode.Receiving;

namespace QwenCode.OAuth;

/// <summary>Posts forms to the authorization server.</summary>
/// <param name="http">The client.</param>
/// <param name="time">The clock.</param>
/// <param name="proxy">The client's proxy, for errors; <see langword="null"/> for the system's.</param>
internal sealed class OAuthTransport(HttpClient http, TimeProvider time, IWebProxy? proxy = null)
{
    /// <summary>The time limit of one request, so that a server that hangs is noticed.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The clock of timeouts, intervals and expiry.</summary>
    public TimeProvider Time => time;

    /// <summary>Posts a form and returns the response, whatever its status.</summary>
    /// <param name="endpoint">The URL.</param>
    /// <param name="form">The fields.</param>
    /// <param name="timeout">The time for this request.</param>
    /// <param name="cancellationToken">Ends the request at once.</param>
    /// <param name="requestId">Sent as <c>x-request-id</c>.</param>
    /// <exception cref="QwenRequestException">No response was received (<c>ConnectionFailed</c>, <c>TlsFailed</c>, <c>RequestTimedOut</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthResponse> PostAsync(
        Uri endpoint, IReadOnlyList<(string Name, string Value)> form, TimeSpan timeout, CancellationToken cancellationToken, string? requestId = null)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = Request(endpoint, form, requestId);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var body = await BodyOfAsync(response, either.Token).ConfigureAwait(false);
            return OAuthResponse.Read((int)response.StatusCode, TypeOf(response), IdOf(response), body);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw QwenErrors.OAuthTimedOut(new ServiceFailure { Endpoint = endpoint.AbsoluteUri, Cause = exception }, timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            throw OAuthFailures.FromException(endpoint, exception, SystemProxy.Of(proxy ?? SystemProxy.Instance, endpoint));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = body.ConfigureAwait(false);
        var received = response.IsSuccessStatusCode
            ? await BodyReader.ReadAsync(body, ReceiveLimits.SignIn, cancellationToken).ConfigureAwait(false)
            : await BodyReader.ReadErrorAsync(body, cancellationToken).ConfigureAwait(false);
        return received.Bytes;
    }

    private static HttpRequestMessage Request(Uri endpoint, IReadOnlyList<(string Name, string Value)> form, string? requestId)
    {
        // FormUrlEncodedContent writes a space as +, which the service takes for a plus.
        var body = string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        if (requestId is not null)
            request.Headers.Add("x-request-id", requestId);
        return request;
    }

    // Unparsed, since servers also send what is not a media type.
    private static string TypeOf(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";

    private static string? IdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-request-id", out var values) ? OAuthResponse.Clean(string.Join(",", values)) : null;
}
