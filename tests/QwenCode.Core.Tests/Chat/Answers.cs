using System.Text;
using QwenCode.Authentication;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Answers of a service and the facts around them, as a sender would bring them.</summary>
internal static class Answers
{
    public static readonly ServiceCall Call = CallOf(new CallOptions(), TimeProvider.System);

    public static ServiceFailure Facts => Call.Facts;

    public static BufferedResponse Of(int status, string body, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        Of(status, Encoding.UTF8.GetBytes(body), contentType, headers);

    public static BufferedResponse Of(int status, ReadOnlyMemory<byte> body, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        new(Response(status, contentType, headers), body);

    public static BufferedResponse WithHeader(int status, string name, string value) => Of(status, "{}", "application/json", (name, value));

    public static FakeResponse Response(int status, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        new(status, [.. headers, ("Content-Type", contentType)]);

    /// <summary>An endpoint that takes any key.</summary>
    public static Endpoint EndpointOf(TimeProvider time, Credential? credential = null, RequestLimiter? limiter = null) =>
        TestEndpoint.Of(new Uri("https://h/v1"), time, credential: credential, limiter: limiter);

    /// <summary>A request that was sent once.</summary>
    public static ServiceCall CallOf(CallOptions options, TimeProvider time)
    {
        var endpoint = EndpointOf(time);
        var call = new ServiceCall(endpoint, options, new Deadline(Timeout.InfiniteTimeSpan, time, CancellationToken.None), "POST", "chat/completions") { Model = "m" };
        call.BeginAttempt();
        return call;
    }
}
