using System.Text;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>40 processes resolve while the files are replaced under them.</summary>
public sealed class ManyProcessesTests
{
    private const int Processes = 40;

    [Fact(Timeout = 60_000)]
    public async Task Each_process_reads_one_complete_file_or_another_without_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Folder("home");
        folder.Folder("proj/a");
        Replace(folder, "one");
        var processes = Enumerable.Range(0, Processes).Select(_ => ResolvingProcess.Start(folder.Root)).ToList();
        var outputs = processes.Select(p => p.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ToList();

        var ended = Task.WhenAll(processes.Select(p => p.WaitForExitAsync(TestContext.Current.CancellationToken)));
        for (var round = 0; !ended.IsCompleted; round++)
        {
            Replace(folder, round % 2 == 0 ? "two" : "one");
            await Task.Yield();
        }

        await ended;
        processes.ForEach(p => p.ExitCode.ShouldBe(0));
        var seen = (await Task.WhenAll(outputs)).SelectMany(o => o.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split('=')[0]);
        seen.Distinct().Order().ShouldBe(["k-one m-one one.example", "k-two m-two two.example"]);
        processes.ForEach(p => p.Dispose());
    }

    private static void Replace(TemporaryFolder folder, string name)
    {
        // Long enough that an overwritten file would be seen incomplete.
        var comment = $"# {new string('x', 20_000)}\n";
        Put("proj/.env", $"OPENAI_API_KEY=k-{name}\n{comment}OPENAI_BASE_URL=https://{name}.example/v1\n{comment}OPENAI_MODEL=m-{name}\n");
        Put("home/.qwen/settings.json", $$"""{ "model": { "name": "unused-{{name}}" } }""");

        void Put(string path, string text) => AtomicFile.Write(folder.At(path), Encoding.UTF8.GetBytes(text));
    }
}
