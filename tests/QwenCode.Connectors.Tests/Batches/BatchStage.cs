using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>A loopback server with a batch service, and a plain HTTP client of it.</summary>
internal sealed class BatchStage : IAsyncDisposable
{
    public const string Key = "sk-one";

    private readonly HttpClient _client = new();

    private BatchStage(LoopbackServer server) => Server = server;

    public LoopbackServer Server { get; }

    public static async Task<BatchStage> StartAsync(BatchRules? rules = null, BatchScript? script = null, LoopbackOptions? options = null)
    {
        options ??= new LoopbackOptions();
        options.Batches = rules ?? BatchRules.OpenAI;
        var stage = new BatchStage(await LoopbackServer.StartAsync(options));
        if (script is not null)
            stage.Server.Batches.Script = script;
        return stage;
    }

    public static string Line(string id, string model = "m", string more = "", string url = "/v1/chat/completions") =>
        $$$"""{"custom_id":"{{{id}}}","method":"POST","url":"{{{url}}}","body":{"model":"{{{model}}}","messages":[{"role":"user","content":"say {{{id}}}"}]{{{more}}}}}""" + "\n";

    public static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(number => Line($"id-{number}")));

    public static string CreateBody(string file, string more = "", string endpoint = "/v1/chat/completions", string window = "24h") =>
        $$"""{"input_file_id":"{{file}}","endpoint":"{{endpoint}}","completion_window":"{{window}}"{{more}}}""";

    public Task<BatchReply> GetAsync(string path, string? key = Key) => SendAsync(HttpMethod.Get, path, null, key);

    public Task<BatchReply> PostAsync(string path, string json, string? key = Key, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), key, cancellation);

    public Task<BatchReply> CancelAsync(string id) => SendAsync(HttpMethod.Post, $"batches/{id}/cancel", null, Key);

    public Task<BatchReply> DeleteAsync(string path, string? key = Key) => SendAsync(HttpMethod.Delete, path, null, key);

    public async Task<BatchReply> UploadAsync(string content, string name = "in.jsonl", string key = Key)
    {
        using var form = Form(content, name);
        return await SendAsync(HttpMethod.Post, "files", form, key);
    }

    public static MultipartFormDataContent Form(string content, string name = "in.jsonl") => new()
    {
        { new StringContent("batch"), "purpose" },
        { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name },
    };

    /// <summary>Uploads the lines and creates a job of them.</summary>
    public async Task<string> CreateAsync(string lines, string more = "", string endpoint = "/v1/chat/completions", string window = "24h")
    {
        var file = (await UploadAsync(lines)).Text("id");
        var reply = await PostAsync("batches", CreateBody(file, more, endpoint, window));
        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Body);
        return reply.Text("id");
    }

    /// <summary>Creates a job and polls until it has ended.</summary>
    public async Task<JsonElement> RunAsync(string lines, string more = "", string endpoint = "/v1/chat/completions")
    {
        var id = await CreateAsync(lines, more, endpoint);
        while (true)
        {
            var job = (await GetAsync($"batches/{id}")).Json;
            if (job.GetProperty("status").GetString() is "completed" or "failed" or "expired" or "cancelled")
                return job;
        }
    }

    /// <summary>The result lines of a file member of a job; none if it is null.</summary>
    public async Task<IReadOnlyList<JsonElement>> ResultsAsync(JsonElement job, string member = "output_file_id")
    {
        if (job.GetProperty(member).GetString() is not { } id)
            return [];
        var content = await GetAsync($"files/{id}/content");
        return [.. content.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    public async Task<BatchReply> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Server.BaseUrl}/{path}")) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, TestContext.Current.CancellationToken);
        using var response = await _client.SendAsync(request, ended.Token);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(ended.Token), response.Headers.RetryAfter?.Delta);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return Server.DisposeAsync();
    }
}

internal sealed record BatchReply(HttpStatusCode Status, string Body, TimeSpan? RetryAfter)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string Error => Json.GetProperty("error").GetProperty("message").GetString()!;

    public string Text(string member) => Json.GetProperty(member).GetString()!;
}
