using System.IO.Compression;
using System.Text;
using QwenCode.Loopback;
using QwenCode.Receiving;

namespace QwenCode.Connectors.Tests;

/// <summary>Responses that no web server would send, and those that are made to hurt.</summary>
public sealed class ReceivingTests
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Events = "Content-Type: text/event-stream\r\n";

    private static readonly byte[] Answer = """{"choices":[{"message":{"content":"fine"},"finish_reason":"stop"}]}"""u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> OddStatuses => new()
    {
        { "799 Odd", "ServiceUnavailable" },
        { "999 Odd", "ServiceUnavailable" },
        { "640 Odd", "ServiceUnavailable" },
        { "000 None", "InvalidRequest" },
        { "101 Switching Protocols", "InvalidRequest" },
        { "1000 Odd", "ProtocolViolation" },
        { "OK 200", "ProtocolViolation" },
        { "204 No Content", "ProtocolViolation" },
    };

    public static TheoryData<string> BrokenErrors => ["gzip", "br", "deflate", "gbk", "lone", "member", "short", "large", "nested"];

    [Theory]
    [MemberData(nameof(OddStatuses))]
    public async Task An_unusual_status_is_an_error_of_the_module(string status, string errorId)
    {
        await using var server = new RawServer(RawServer.Response(status, Json, []));
        await using var bench = await ChatBench.StartAsync();

        (await FailAsync(bench, server, Asked.Whole)).ErrorId.ShouldBe(errorId);
        (await FailAsync(bench, server, Asked.Streamed)).ErrorId.ShouldBe(errorId);
        (await FailAsync(bench, server, Asked.Models)).ErrorId.ShouldBe(errorId);
    }

    [Theory]
    [MemberData(nameof(BrokenErrors))]
    public async Task An_error_whose_body_cannot_be_read_is_retried_as_any_other(string body)
    {
        foreach (var (status, errorId) in new[] { ("429 Too Many Requests", "RateLimited"), ("503 Unavailable", "ServiceUnavailable"), ("400 Bad Request", "InvalidRequest") })
        {
            var response = BrokenError(status, body);
            await using var server = new RawServer(async (request, stream, token) =>
                await stream.WriteAsync(request.Index < 2 ? response : RawServer.Response("200 OK", Json, Answer), token));
            await using var bench = await ChatBench.StartAsync();
            var asking = bench.WithoutWaitingAsync(bench.AskAsync(context: bench.Context(server.BaseUrl), options: bench.Options(retries: 2)));

            if (errorId == "InvalidRequest")
                (await Should.ThrowAsync<QwenRequestException>(() => asking)).ErrorId.ShouldBe(errorId);
            else
                (await asking).Text.ShouldBe("fine");
            foreach (var asked in Enum.GetValues<Asked>())
            {
                await using var always = new RawServer(response);
                var exception = await FailAsync(bench, always, asked);
                (exception.ErrorId, exception.StatusCode).ShouldBe((errorId, int.Parse(status.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }

    [Theory]
    [InlineData("gzip", "no gzip at all")]
    [InlineData("br", "no brotli at all")]
    [InlineData("deflate", "no deflate at all")]
    public async Task A_body_that_cannot_be_decompressed_is_reported_as_corrupt(string encoding, string body)
    {
        await using var server = new RawServer(RawServer.Response("200 OK", $"{Json}Content-Encoding: {encoding}\r\n", Encoding.ASCII.GetBytes(body)));
        await using var bench = await ChatBench.StartAsync();

        foreach (var asked in Enum.GetValues<Asked>())
            (await FailAsync(bench, server, asked)).ErrorId.ShouldBeOneOf("ProtocolViolation", "IncompleteAnswer");
    }

    [Fact]
    public async Task A_stream_with_corrupt_compression_keeps_the_text_received_so_far()
    {
        var compressed = Gzip("data: {\"choices\":[{\"delta\":{\"content\":\"hello\"}}]}\n\n"u8.ToArray(), flushOnly: true);
        var arrived = new TaskCompletionSource();
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{Events}Content-Encoding: gzip\r\n\r\n"), .. compressed], token);
            await arrived.Task.WaitAsync(token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('~', 500)), token);
        });
        await using var bench = await ChatBench.StartAsync();

        var exception = await Should.ThrowAsync<QwenRequestException>(async () =>
        {
            await foreach (var delta in bench.Service.StreamAsync(ChatBench.Request(), bench.Context(server.BaseUrl), bench.Options(), Cancellation))
                arrived.TrySetResult();
        });

        (exception.ErrorId, exception.PartialAnswer).ShouldBe(("ProtocolViolation", "hello"));
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("500 Error")]
    public async Task A_small_response_of_compressed_gigabytes_is_not_decompressed(string status)
    {
        await using var server = new RawServer(RawServer.Response(status, $"{Json}Content-Encoding: gzip\r\n", Bomb()));
        await using var bench = await ChatBench.StartAsync();

        foreach (var asked in Enum.GetValues<Asked>())
        {
            var exception = await FailAsync(bench, server, asked);

            exception.ErrorId.ShouldBe(status == "200 OK" ? "AnswerTooLarge" : "ServiceUnavailable");
            if (status == "200 OK")
                exception.Message.ShouldContain("QWEN_MAX_ANSWER_MB");
        }
    }

    [Theory]
    [InlineData("200 OK", "x", "AnswerTooLarge")]
    [InlineData("200 OK", "\n", "AnswerTooLarge")]
    [InlineData("200 OK", "data: ", "AnswerTooLarge")]
    [InlineData("200 OK", ": comment\n", "AnswerTooLarge")]
    [InlineData("200 OK", "data: {\"choices\":[{\"delta\":{\"content\":\"0123456789\"}}]}\n\n", "AnswerTooLarge")]
    [InlineData("502 Bad Gateway", "<title>", "ServiceUnavailable")]
    public async Task An_endless_body_ends_at_the_limit(string status, string piece, string errorId)
    {
        await using var server = new RawServer((_, stream, token) => EndlessAsync(stream, status, piece, token));
        await using var bench = await ChatBench.StartAsync();

        foreach (var asked in Enum.GetValues<Asked>())
            (await FailAsync(bench, server, asked, megabytes: 1)).ErrorId.ShouldBe(errorId);
    }

    [Fact]
    public async Task A_streamed_answer_above_the_limit_keeps_the_text_received_so_far()
    {
        await using var server = new RawServer((_, stream, token) => EndlessAsync(stream, "200 OK", "data: {\"choices\":[{\"delta\":{\"content\":\"0123456789\"}}]}\n\n", token));
        await using var bench = await ChatBench.StartAsync();

        var exception = await FailAsync(bench, server, Asked.Streamed, megabytes: 1);

        exception.PartialAnswer!.Length.ShouldBeInRange((1024 * 1024) - 20, 1024 * 1024);
        exception.Message.ShouldContain("1.0 MB");
    }

    [Fact]
    public async Task An_answer_of_the_maximum_size_is_read()
    {
        var text = new string('x', (1024 * 1024) - 100);
        await using var server = new RawServer(RawServer.Response("200 OK", Json, Encoding.ASCII.GetBytes($$$"""{"choices":[{"message":{"content":"{{{text}}}"}}]}""")));
        await using var bench = await ChatBench.StartAsync();

        var answer = await bench.AskAsync(context: bench.Context(server.BaseUrl), options: bench.Options() with { MaximumAnswer = 1024 * 1024 });

        answer.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_body_ends_at_the_deadline_and_when_it_is_cancelled(bool isError)
    {
        using var wish = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isError ? "500 Error" : "200 OK")}\r\n{Json}\r\n{{"), token);
            arrived.TrySetResult();
            while (true)
            {
                await Task.Delay(20, token);
                await stream.WriteAsync(" "u8.ToArray(), token);
            }
        });
        await using var bench = await ChatBench.StartAsync();
        var options = bench.Options(timeout: TimeSpan.FromSeconds(5));

        var asking = bench.AskAsync(context: bench.Context(server.BaseUrl), options: options);
        await arrived.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        (await Should.ThrowAsync<QwenRequestException>(() => asking)).ErrorId.ShouldBe("RequestTimedOut");

        var unwanted = bench.AskAsync(context: bench.Context(server.BaseUrl), options: options, cancellationToken: wish.Token);
        await wish.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => unwanted);
    }

    [Theory]
    [InlineData("No colon here\r\n", "ProtocolViolation")]
    [InlineData("Content-Type: \u001b[31m;;;=\"\r\n", "ProtocolViolation")]
    [InlineData("Retry-After: \u001b[31m\r\nretry-after-ms: NaN\r\nx-request-id: \u001b]0;x\u0007\r\n", "ProtocolViolation")]
    [InlineData("Content-Encoding: nonsense\r\n", "ProtocolViolation")]
    public async Task Invalid_headers_are_errors_of_the_module_without_control_characters(string headers, string errorId)
    {
        await using var server = new RawServer(RawServer.Response("200 OK", headers, "{}"u8));
        await using var bench = await ChatBench.StartAsync();

        foreach (var asked in Enum.GetValues<Asked>())
        {
            var exception = await FailAsync(bench, server, asked);

            exception.ErrorId.ShouldBe(errorId);
            (exception.ToString() + exception.RequestId).ShouldNotContain("\u001b");
        }
    }

    [Fact]
    public async Task Control_characters_in_a_status_line_are_in_no_message()
    {
        await using var server = new RawServer(Encoding.Latin1.GetBytes($"HTTP/1.1 \u001b]52;c;evil\u0007{new string('x', 5000)}\r\n\r\n"));
        await using var bench = await ChatBench.StartAsync();

        var exception = await FailAsync(bench, server, Asked.Whole);

        exception.ErrorId.ShouldBe("ProtocolViolation");
        exception.Message.Length.ShouldBeLessThan(1000);
        exception.ToString().ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno header\r\n\r\n")]
    public async Task What_is_not_HTTP_is_reported_in_the_words_of_the_module(string response)
    {
        await using var server = new RawServer(Encoding.ASCII.GetBytes(response));
        await using var bench = await ChatBench.StartAsync();

        foreach (var asked in Enum.GetValues<Asked>())
        {
            var exception = await FailAsync(bench, server, asked);

            exception.ErrorId.ShouldBe("ProtocolViolation");
            exception.Message.ShouldContain("did not respond like an OpenAI-compatible API: its response is not valid HTTP.");
        }
    }

    [Fact]
    public async Task Headers_without_end_are_reported_in_the_words_of_the_module_and_not_requested_again()
    {
        await using var server = new RawServer(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat($"X-Header: {new string('a', 1000)}\r\n", 200))}"));
        await using var bench = await ChatBench.StartAsync();

        foreach (var asked in Enum.GetValues<Asked>())
        {
            var exception = await FailAsync(bench, server, asked);

            exception.ErrorId.ShouldBe("ProtocolViolation");
            exception.Message.ShouldContain("did not respond like an OpenAI-compatible API: the headers of its response are too large.");
        }
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"a\ud83d"}}]}""")]
    [InlineData("""{"\ude00":1,"choices":[{"message":{"content":"a\udfff"}}]}""")]
    public async Task A_lone_surrogate_replaces_a_character_and_keeps_the_answer(string body)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RawJson(body), Fault.Raw(Encoding.UTF8.GetBytes($"data: {body}\n\ndata: [DONE]\n\n"), "text/event-stream"));
        var request = ChatBench.Request();

        (await bench.AskAsync()).Text.ShouldBe("a\uFFFD");
        (await bench.StreamAsync(request)).Text.ShouldBe("a\uFFFD");
    }

    [Fact]
    public async Task After_a_partly_read_response_the_next_request_succeeds()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Raw(new byte[3 * 1024 * 1024], "application/json"), Fault.Status(500, new string('x', 3 * 1024 * 1024)));
        var options = bench.Options() with { MaximumAnswer = 1024 * 1024 };

        (await Should.ThrowAsync<QwenRequestException>(() => bench.AskAsync(options: options))).ErrorId.ShouldBe("AnswerTooLarge");
        (await Should.ThrowAsync<QwenRequestException>(() => bench.AskAsync(options: options))).ErrorId.ShouldBe("ServiceUnavailable");
        (await bench.AskAsync(options: options)).Text.ShouldBe("You said: hello");
    }

    private static async Task<QwenRequestException> FailAsync(ChatBench bench, RawServer server, Asked asked, int megabytes = 16)
    {
        var (context, options) = (bench.Context(server.BaseUrl), bench.Options() with { MaximumAnswer = megabytes * 1024 * 1024 });
        return await Should.ThrowAsync<QwenRequestException>(async () =>
        {
            switch (asked)
            {
                case Asked.Whole:
                    await bench.Service.AskAsync(ChatBench.Request(), context, options, Cancellation);
                    break;
                case Asked.Models:
                    await bench.Service.ListModelsAsync(context, options, Cancellation);
                    break;
                default:
                    await foreach (var delta in bench.Service.StreamAsync(ChatBench.Request(), context, options, Cancellation))
                        _ = delta;
                    break;
            }
        });
    }

    private static byte[] BrokenError(string status, string kind) => kind switch
    {
        "gzip" or "br" or "deflate" => RawServer.Response(status, $"{Json}Content-Encoding: {kind}\r\n", "this is not compressed"u8),
        "gbk" => RawServer.Response(status, Json, [.. "{\"error\":{\"message\":\""u8, 0xC4, 0xE3, 0xBA, 0xC3, .. " \"}}"u8]),
        "lone" => RawServer.Response(status, Json, """{"error":{"message":"cannot read \ud83d"}}"""u8),
        "member" => RawServer.Response(status, Json, """{"\ud83d":1,"error":{"\ude00":2,"message":"a"}}"""u8),
        "short" => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 500\r\n{Json}\r\n{{\"error\":"),
        "large" => RawServer.Response(status, Json, new byte[ReceiveLimits.Error + 100]),
        _ => RawServer.Response(status, Json, Encoding.ASCII.GetBytes(new string('[', 10_000))),
    };

    private static byte[] Gzip(byte[] bytes, bool flushOnly = false)
    {
        using var compressed = new MemoryStream();
        using var gzip = new GZipStream(compressed, CompressionLevel.Fastest);
        gzip.Write(bytes);
        gzip.Flush();
        if (!flushOnly)
            gzip.Dispose();
        return compressed.ToArray();
    }

    // 1.5 MB of it would be 1.5 GB.
    private static byte[] Bomb()
    {
        const int Members = 20;
        var megabytes = new byte[16 * 1024 * 1024];
        Array.Fill(megabytes, (byte)' ');
        var member = Gzip(megabytes);
        return [.. Enumerable.Repeat(member, Members).SelectMany(bytes => bytes)];
    }

    private static async Task EndlessAsync(Stream stream, string status, string piece, CancellationToken token)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{Json}\r\n"), token);
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 65536 / piece.Length)));
        while (true)
            await stream.WriteAsync(bytes, token);
    }

    private enum Asked
    {
        Whole,
        Streamed,
        Models,
    }
}
