using System.IO.Compression;
using System.Text;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>What goes over the wire, and how it comes back.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task A_request_has_the_key_and_the_user_agent_of_the_module()
    {
        await using var bench = await ChatBench.StartAsync();

        await bench.AskAsync();

        var headers = bench.Server.Requests.Single().Headers;
        headers["Authorization"].ShouldBe($"Bearer {ChatBench.Key}");
        headers["User-Agent"].ShouldMatch(@"^QwenCode-PowerShell/\d+\.\d+\.\d+$");
        headers["Content-Type"].ShouldStartWith("application/json");
        headers.Keys.ShouldNotContain(name => name.StartsWith("X-DashScope", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("DashScope")]
    [InlineData("DashScopeIntl")]
    [InlineData("DashScopeUS")]
    [InlineData("CodingPlan")]
    public async Task Requests_to_DashScope_have_its_headers(string provider)
    {
        await using var bench = await ChatBench.StartAsync(new() { Dress = Dress.DashScope });

        await bench.AskAsync(context: bench.Context(provider: provider));

        var headers = bench.Server.Requests.Single().Headers;
        headers["X-DashScope-UserAgent"].ShouldBe(headers["User-Agent"]);
        headers["X-DashScope-CacheControl"].ShouldBe("enable");
        headers["X-DashScope-AuthType"].ShouldBe("openai");
    }

    [Theory]
    [InlineData("at-1,")]
    [InlineData("a\"b")]
    [InlineData("!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~")]
    public async Task A_token_of_visible_characters_is_sent_unchanged(string token)
    {
        await using var bench = await ChatBench.StartAsync(new() { ApiKey = token });

        await bench.AskAsync(context: bench.Context(key: token));

        bench.Server.Requests.Single().Headers["Authorization"].ShouldBe($"Bearer {token}");
    }

    [Fact]
    public async Task Without_a_key_none_is_sent()
    {
        await using var bench = await ChatBench.StartAsync();

        await bench.AskAsync(context: bench.Context(key: null));

        bench.Server.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData("/v1", "/v1/chat/completions", "")]
    [InlineData("/v1/", "/v1/chat/completions", "")]
    [InlineData("", "/chat/completions", "")]
    [InlineData("/a/b%20c", "/a/b c/chat/completions", "")]
    [InlineData("/v1?x=1&y=%20", "/v1/chat/completions", "?x=1&y=%20")]
    public async Task The_path_follows_the_base_URL_and_a_query_stays_behind_it(string baseUrl, string path, string query)
    {
        await using var bench = await ChatBench.StartAsync();
        var context = bench.Context(new Uri(bench.Server.Origin, baseUrl));

        await Task.WhenAny(bench.AskAsync(context: context));

        var request = bench.Server.Requests.Single();
        (request.Path, request.QueryString).ShouldBe((path, query));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_the_key_is_sent_to_no_other_host(int status)
    {
        await using var bench = await ChatBench.StartAsync();
        await using var elsewhere = await LoopbackServer.StartAsync();
        bench.Server.Enqueue(Fault.Status(status, "", headers: new Dictionary<string, string> { ["Location"] = $"{elsewhere.BaseUrl}/chat/completions" }));

        var exception = await bench.FailAsync(options: bench.Options(retries: 3));

        exception.ErrorId.ShouldBe("ProtocolViolation");
        exception.Message.ShouldContain(elsewhere.BaseUrl.ToString());
        (bench.Server.Requests.Count, elsewhere.Requests.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_compressed_response_is_read()
    {
        await using var bench = await ChatBench.StartAsync();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes("""{"choices":[{"message":{"content":"unpacked 😀"}}]}"""));
        bench.Server.Enqueue(Fault.Raw(packed.ToArray(), "application/json", new Dictionary<string, string> { ["Content-Encoding"] = "gzip" }));

        (await bench.AskAsync()).Text.ShouldBe("unpacked 😀");

        bench.Server.Requests.Single().Headers["Accept-Encoding"].ShouldContain("gzip");
    }

    [Fact]
    public async Task A_megabyte_of_Chinese_and_emoji_arrives_unchanged_both_ways()
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = request => request.LastUserText });
        var prompt = string.Concat(Enumerable.Repeat("你好，世界！😀👩‍👩‍👧‍👦 é\u2028\"\\\n", 1024 * 1024 / 50));
        Encoding.UTF8.GetByteCount(prompt).ShouldBeGreaterThan(1024 * 1024);

        var answer = await bench.AskAsync(prompt);

        (answer.Text == prompt).ShouldBeTrue();
        answer.Conversation.Messages.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(401, "application/json", "{\"error\":{\"message\":\"Incorrect API key provided: KEY.\"}}")]
    [InlineData(500, "text/plain", "failed for Bearer KEY")]
    [InlineData(502, "text/html", "<title>KEY</title>")]
    [InlineData(200, "application/json", "{\"error\":{\"message\":\"KEY\"}}")]
    [InlineData(200, "text/plain", "KEY")]
    public async Task A_key_that_the_server_sends_back_is_not_shown(int status, string contentType, string body)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Status(status, body.Replace("KEY", ChatBench.Key, StringComparison.Ordinal), contentType));

        var exception = await bench.FailAsync();

        exception.ToString().ShouldNotContain(ChatBench.Key);
        exception.Message.ShouldContain("****cdef");
        bench.Told.ShouldAllBe(t => !t.Contains(ChatBench.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_in_a_redirects_address_is_not_shown()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Status(302, "", headers: new Dictionary<string, string> { ["Location"] = $"/login?key={ChatBench.Key}", ["x-request-id"] = ChatBench.Key }));

        var exception = await bench.FailAsync();

        exception.ToString().ShouldNotContain(ChatBench.Key);
        exception.RequestId.ShouldNotBe(ChatBench.Key);
    }
}
