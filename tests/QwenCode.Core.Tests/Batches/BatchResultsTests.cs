using System.Text;
using QwenCode.Batches;
using QwenCode.Errors;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Batches;

/// <summary>The results of a batch, by its ledger and its files.</summary>
public sealed class BatchResultsTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void A_ledger_that_counts_more_requests_than_there_are_is_an_error(int lines)
    {
        _files.Write("1.requests.jsonl", "{}\n{}\n");
        _files.Write("1.inputs.jsonl", "1\n2\n");

        var failure = Should.Throw<QwenException>(() => Results(lines).ToList());

        failure.Id.ShouldBe(ErrorId.BatchFileInvalid);
        failure.Message.ShouldContain("fewer lines than the batch");
    }

    [Fact]
    public void A_request_without_a_result_was_not_carried_out()
    {
        _files.Write("1.requests.jsonl", "{}\n{}\n");
        _files.Write("1.inputs.jsonl", "1\n\"two\"\n");

        var results = Results(2).ToList();

        results.Select(result => Encoding.UTF8.GetString(result.Input.Span)).ShouldBe(["1", "\"two\""]);
        results.ShouldAllBe(result => result.Failure!.Id == ErrorId.BatchRequestNotRun);
    }

    private IEnumerable<BatchResult> Results(int lines)
    {
        var job = new ServiceJob { Id = "b", Status = "completed" };
        var ledger = Ledgers.Bare with { IsSealed = true, Jobs = [new JobEntry(1, lines, "hash") { Job = job }] };
        return new BatchResults(new BatchFolder(_files.Root), ledger, new ResultSource("http://localhost/v1", "Custom", "m", "name"), new ManualTimeProvider()).Read(keepsBodies: false);
    }
}
