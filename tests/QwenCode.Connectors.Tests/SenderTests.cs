using System.Collections.Concurrent;
using System.Text;
using QwenCode.Http;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>The sender carries any request, and brings back any response as it is.</summary>
public sealed class SenderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "chat/completions", "/v1", "/v1/chat/completions")]
    [InlineData("POST", "chat/completions", "/v1/", "/v1/chat/completions")]
    [InlineData("GET", "models", "/v1", "/v1/models")]
    [InlineData("POST", "files", "/v1", "/v1/files")]
    [InlineData("GET", "conversations/b%201", "/v1/", "/v1/conversations/b%201")]
    [InlineData("DELETE", "files/f", "", "/files/f")]
    public async Task A_request_arrives_unchanged(string method, string path, string basePath, string target)
    {
        var arrived = new ConcurrentQueue<RawRequest>();
        await using var server = new RawServer(async (request, stream, token) =>
        {
            arrived.Enqueue(request);
            await stream.WriteAsync(RawServer.Response("200 OK", "X-Test: y\r\n", "answer"u8), token);
        });
        var body = method == "POST" ? "{\"a\":\"你好\"}" : "";
        var request = new ServiceRequest(method, new Uri(server.Origin, basePath), path, Encoding.UTF8.GetBytes(body)) { ContentType = "application/json" };
        request.Headers["Authorization"] = "Bearer k";
        request.Headers["X-Own"] = "value";

        using var response = await new OpenAISender().SendAsync(request, Cancellation);

        using var reader = new StreamReader(response.Content);
        (response.Status, response.Header("x-test"), await reader.ReadToEndAsync(Cancellation)).ShouldBe((200, "y", "answer"));
        var sent = arrived.ShouldHaveSingleItem();
        sent.Head.ShouldStartWith($"{method} {target} HTTP/1.1\r\n");
        sent.Head.ShouldContain("Authorization: Bearer k\r\n");
        sent.Head.ShouldContain("X-Own: value\r\n");
        sent.Body.ShouldBe(body);
        sent.Head.Contains("Content-Type: application/json", StringComparison.Ordinal).ShouldBe(method == "POST");
    }

    [Theory]
    [InlineData("chat/completions")]
    [InlineData("files")]
    public async Task A_query_of_the_base_URL_stays(string path)
    {
        RawRequest? arrived = null;
        await using var server = new RawServer(async (request, stream, token) =>
        {
            arrived = request;
            await stream.WriteAsync(RawServer.Response("200 OK", "", "x"u8), token);
        });

        using var response = await new OpenAISender().SendAsync(new ServiceRequest("POST", new Uri(server.Origin, "/v1?api-version=1"), path, "{}"u8.ToArray()), Cancellation);

        arrived!.Path.ShouldBe($"/v1/{path}?api-version=1");
    }

    [Theory]
    [InlineData("chat/completions", "302 Found")]
    [InlineData("chat/completions", "500 Error")]
    [InlineData("chat/completions", "700 Odd")]
    [InlineData("files", "500 Error")]
    [InlineData("files", "700 Odd")]
    public async Task Every_status_is_returned_after_one_attempt(string path, string status)
    {
        await using var server = new RawServer(RawServer.Response(status, "Retry-After: 0\r\n", "words"u8));

        using var response = await new OpenAISender().SendAsync(new ServiceRequest("POST", server.BaseUrl, path, "{}"u8.ToArray()), Cancellation);

        (response.Status, server.Count).ShouldBe((int.Parse(status[..3], System.Globalization.CultureInfo.InvariantCulture), 1));
    }

    [Theory]
    [InlineData("chat/completions")]
    [InlineData("files")]
    public async Task A_connection_that_fails_is_the_exception_of_HttpClient(string path)
    {
        var server = new RawServer(default(ReadOnlyMemory<byte>));
        var url = server.BaseUrl;
        await server.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(() => new OpenAISender().SendAsync(new ServiceRequest("POST", url, path, "{}"u8.ToArray()), Cancellation));
    }

    [Theory]
    [InlineData("chat/completions")]
    [InlineData("files")]
    public async Task A_response_is_returned_as_soon_as_it_begins(string path)
    {
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"u8.ToArray(), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        });

        using var response = await new OpenAISender().SendAsync(new ServiceRequest("POST", server.BaseUrl, path, "{}"u8.ToArray()), Cancellation);

        var bytes = new byte[5];
        await response.Content.ReadExactlyAsync(bytes, Cancellation);
        bytes.ShouldBe("12345"u8.ToArray());
    }
}
