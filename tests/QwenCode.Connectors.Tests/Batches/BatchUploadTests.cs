using System.Net;
using System.Text;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>What the loopback server's batch service takes as a file.</summary>
public sealed class BatchUploadTests
{
    [Fact]
    public async Task An_uploaded_file_is_kept_and_the_record_holds_its_length_only()
    {
        await using var stage = await BatchStage.StartAsync();
        var reply = await stage.UploadAsync("grün\n", "prompts.jsonl");

        (reply.Text("filename"), reply.Text("purpose"), reply.Text("status"), reply.Json.GetProperty("bytes").GetInt32()).ShouldBe(("prompts.jsonl", "batch", "processed", 6));
        var file = stage.Server.Batches.Files.ShouldHaveSingleItem();
        (file.Id, file.Name, file.Purpose, file.Owner, file.Length).ShouldBe((reply.Text("id"), "prompts.jsonl", "batch", BatchStage.Key, 6L));
        using var reader = new StreamReader(file.OpenRead());
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("grün\n");
        stage.Server.Requests.ShouldHaveSingleItem().Body.ShouldBe("(a file of 6 bytes)");
    }

    public static TheoryData<string, string> BadForms => new()
    {
        { "no purpose", "Missing required parameter: 'purpose'" },
        { "no file", "Missing required parameter: 'file'" },
        { "other purpose", "'fine-tune'" },
        { "two purposes", "Duplicate parameter: 'purpose'" },
        { "two files", "Duplicate parameter: 'file'" },
        { "no file name", "no file name" },
        { "other extension", "does not end in .jsonl" },
        { "unknown part", "Unknown parameter: 'x'" },
        { "no end", "malformed" },
    };

    [Theory]
    [MemberData(nameof(BadForms))]
    public async Task A_bad_form_is_rejected(string fault, string message)
    {
        await using var stage = await BatchStage.StartAsync();
        using HttpContent form = fault switch
        {
            "no purpose" => new MultipartFormDataContent { { Bytes(), "file", "a.jsonl" } },
            "no file" => new MultipartFormDataContent { { new StringContent("batch"), "purpose" } },
            "other purpose" => new MultipartFormDataContent { { new StringContent("fine-tune"), "purpose" }, { Bytes(), "file", "a.jsonl" } },
            "two purposes" => With(new StringContent("batch"), "purpose"),
            "two files" => With(Bytes(), "file", "b.jsonl"),
            "no file name" => new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { Bytes(), "file" } },
            "other extension" => BatchStage.Form("{}", "a.json"),
            "unknown part" => With(new StringContent("1"), "x"),
            _ => Cut(),
        };

        var reply = await stage.SendAsync(HttpMethod.Post, "files", form, BatchStage.Key);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Error.ShouldContain(message);
        stage.Server.Batches.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_the_client_gives_up_leaves_no_file()
    {
        await using var stage = await BatchStage.StartAsync();
        using var impatient = new CancellationTokenSource();
        using var stalled = new StalledContent();
        using var form = new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { stalled, "file", "a.jsonl" } };

        var upload = stage.SendAsync(HttpMethod.Post, "files", form, BatchStage.Key, impatient.Token);
        var record = await stage.Server.WaitForRequestAsync(0, TestContext.Current.CancellationToken);
        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => upload);

        // Whether the server sees the end of the body or of the connection first is a matter of time.
        await record.Completed;
        stage.Server.Batches.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task JSON_is_not_form_data()
    {
        await using var stage = await BatchStage.StartAsync();
        var reply = await stage.PostAsync("files", "{}");
        (reply.Status, reply.Error).ShouldBe((HttpStatusCode.BadRequest, "The request must be multipart/form-data with a boundary."));
    }

    [Fact]
    public async Task A_file_over_the_maximum_is_rejected_with_the_status_of_the_rules()
    {
        await using var openAI = await BatchStage.StartAsync(BatchRules.OpenAI with { MaximumFileBytes = 10 });
        await using var dashScope = await BatchStage.StartAsync(BatchRules.DashScope with { MaximumFileBytes = 10 });
        (await openAI.UploadAsync(new string(' ', 10))).Status.ShouldBe(HttpStatusCode.OK);
        (await openAI.UploadAsync(new string(' ', 3_000_000))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await dashScope.UploadAsync(new string(' ', 11))).Status.ShouldBe(HttpStatusCode.BadRequest);
        openAI.Server.Batches.Files.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_Azure_is_pending_until_it_was_polled()
    {
        await using var stage = await BatchStage.StartAsync(BatchRules.Azure, options: new() { Dress = Dress.AzureOpenAI });
        var uploaded = await stage.UploadAsync(BatchStage.Lines(1));
        uploaded.Text("status").ShouldBe("pending");
        var id = uploaded.Text("id");

        var early = await stage.PostAsync("batches", BatchStage.CreateBody(id));
        (early.Status, early.Error.Contains("pending", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
        (await stage.GetAsync($"files/{id}")).Text("status").ShouldBe("pending");
        (await stage.GetAsync($"files/{id}")).Text("status").ShouldBe("pending");
        (await stage.PostAsync("batches", BatchStage.CreateBody(id))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await stage.GetAsync($"files/{id}")).Text("status").ShouldBe("processed");
        (await stage.PostAsync("batches", BatchStage.CreateBody(id))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deleted_file_is_gone_for_clients_and_the_test_can_still_read_it()
    {
        await using var stage = await BatchStage.StartAsync();
        var id = (await stage.UploadAsync("{}\n")).Text("id");
        (await stage.DeleteAsync($"files/{id}")).Json.GetProperty("deleted").GetBoolean().ShouldBeTrue();

        (await stage.GetAsync($"files/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stage.GetAsync($"files/{id}/content")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stage.DeleteAsync($"files/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var file = stage.Server.Batches.Files.ShouldHaveSingleItem();
        file.IsDeleted.ShouldBeTrue();
        await using var content = file.OpenRead();
        content.Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_files_are_deleted_with_the_server()
    {
        var stage = await BatchStage.StartAsync();
        await stage.UploadAsync("{}\n");
        var file = stage.Server.Batches.Files[0];
        await stage.DisposeAsync();
        Should.Throw<DirectoryNotFoundException>(file.OpenRead);
    }

    private static ByteArrayContent Bytes() => new("{}"u8.ToArray());

    private static MultipartFormDataContent With(HttpContent part, string name, string? fileName = null)
    {
        var form = BatchStage.Form("{}");
        if (fileName is null)
            form.Add(part, name);
        else
            form.Add(part, name, fileName);
        return form;
    }

    private static StringContent Cut()
    {
        var content = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{}", Encoding.UTF8);
        content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        return content;
    }

    /// <summary>Sends some bytes and never the rest.</summary>
    private sealed class StalledContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(new byte[100_000], cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
