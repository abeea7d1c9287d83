using QwenCode.Batches;
using QwenCode.Core.Tests;
using QwenCode.Errors;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>Starts at the same time whose names differ in case only: the batch is started by one of them.</summary>
public sealed class BatchNameTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Of_names_that_differ_in_case_only_one_is_begun_at_once()
    {
        await using var bench = await ServiceBench.StartAsync();
        for (var round = 0; round < 50; round++)
        {
            string[] names = [$"Night{round}", $"night{round}", $"NIGHT{round}"];
            var begun = new System.Collections.Concurrent.ConcurrentBag<BatchStart>();
            Parallel.ForEach(names, new ParallelOptions { MaxDegreeOfParallelism = names.Length }, name =>
            {
                try
                {
                    begun.Add(BatchStart.Begin(new BatchStore(_files.Root), Ledger(name), bench.Service, CancellationToken.None));
                }
                catch (QwenException exception) when (exception.Id == ErrorId.BatchInUse)
                {
                }
            });

            begun.Count.ShouldBe(1);
            Directory.GetFileSystemEntries(_files.Root).ShouldHaveSingleItem();
            begun.Single().Dispose();
        }
    }

    private static BatchLedger Ledger(string name) => new()
    {
        Id = "0123456789ab",
        Name = name,
        Provider = "Custom",
        Account = new BatchAccount("http://localhost/v1", "00ff00ff00"),
        Model = "m",
        Endpoint = "/v1/chat/completions",
        CompletionWindow = "24h",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
