using System.Net;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>Who may use the loopback server's batch service, and whose files and jobs it shows.</summary>
public sealed class BatchKeyTests
{
    private static readonly string[] s_paths = ["GET files", "GET files/x", "GET files/x/content", "DELETE files/x", "POST files", "GET batches", "GET batches/x", "POST batches", "POST batches/x/cancel"];

    [Fact]
    public async Task Each_path_needs_a_key()
    {
        await using var stage = await BatchStage.StartAsync();
        foreach (var path in s_paths)
        {
            var parts = path.Split(' ');
            (await stage.SendAsync(new HttpMethod(parts[0]), parts[1], null, key: null)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task Only_the_key_of_the_options_is_accepted_and_no_access_token()
    {
        await using var keyed = await BatchStage.StartAsync(options: new() { ApiKey = BatchStage.Key });
        (await keyed.GetAsync("batches")).Status.ShouldBe(HttpStatusCode.OK);
        (await keyed.GetAsync("batches", "sk-two")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await using var open = await BatchStage.StartAsync();
        (await open.GetAsync("batches", open.Server.OAuth.IssueTokens().AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_key_sees_neither_files_nor_jobs()
    {
        const string Other = "sk-two";
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(1));
        string id = job.GetProperty("id").GetString()!, input = job.GetProperty("input_file_id").GetString()!, output = job.GetProperty("output_file_id").GetString()!;

        foreach (var path in (string[])[$"files/{input}", $"files/{output}/content", $"batches/{id}"])
            (await stage.GetAsync(path, Other)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        (await stage.DeleteAsync($"files/{input}", Other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stage.PostAsync($"batches/{id}/cancel", "", Other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stage.PostAsync("batches", BatchStage.CreateBody(input), Other)).Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var list in (string[])["files", "batches"])
            (await stage.GetAsync(list, Other)).Json.GetProperty("data").GetArrayLength().ShouldBe(0);
        stage.Server.Batches.Files[1].Owner.ShouldBe(BatchStage.Key);
    }

    [Fact]
    public async Task Azure_takes_the_key_in_its_own_header()
    {
        await using var stage = await BatchStage.StartAsync(BatchRules.Azure, options: new() { Dress = Dress.AzureOpenAI });
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("api-key", "k");
        using var form = BatchStage.Form("{}");
        using var reply = await client.PostAsync(new Uri($"{stage.Server.BaseUrl}/files?api-version=preview"), form, TestContext.Current.CancellationToken);
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        stage.Server.Batches.Files.ShouldHaveSingleItem().Owner.ShouldBe("k");
    }

    [Fact]
    public async Task Another_method_is_not_allowed()
    {
        await using var stage = await BatchStage.StartAsync();
        (await stage.DeleteAsync("batches/x")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await stage.GetAsync("batches/x/cancel")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Without_the_option_the_paths_are_unknown()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var client = new HttpClient();
        foreach (var path in s_paths)
        {
            var parts = path.Split(' ');
            using var request = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri($"{server.BaseUrl}/{parts[1]}"));
            using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);
            reply.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        Should.Throw<InvalidOperationException>(() => server.Batches);
    }
}
