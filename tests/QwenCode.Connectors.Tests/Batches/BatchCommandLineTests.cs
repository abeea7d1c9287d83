using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using QwenCode.Core.Tests;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>The loopback server's batch service in a process of its own.</summary>
public sealed class BatchCommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dashscope", "file-batch-")]
    [InlineData("OpenAI", "file-")]
    public async Task The_server_serves_batches_by_the_rules_named(string rules, string prefix)
    {
        using var server = Start("--batches", rules);
        try
        {
            var listening = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "k");
            using var form = BatchStage.Form("{}");
            using var reply = await client.PostAsync(new Uri(listening!.Split(' ')[^1] + "/files"), form, TestContext.Current.CancellationToken);
            reply.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith($$"""{"id":"{{prefix}}""");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Unknown_rules_are_named()
    {
        using var server = Start("--batches", "x");
        var error = await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        server.ExitCode.ShouldBe(2);
        error.ShouldStartWith("--batches must be one of OpenAI, DashScope, Azure, not 'x'");
    }

    private Process Start(params string[] arguments)
    {
        string[] program = [typeof(LoopbackServer).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo("dotnet", program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in (string[])["TMPDIR", "TMP", "TEMP"])
            start.Environment[name] = _folder.Root;
        return Process.Start(start)!;
    }
}
