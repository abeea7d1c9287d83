using System.Text.Json;
using QwenCode.Batches;

namespace QwenCode.Core.Tests.Batches;

/// <summary>What the words of services for the state of a job mean.</summary>
public sealed class ServiceJobTests
{
    [Theory]
    [InlineData("canceled", BatchState.Cancelled)]
    [InlineData("canceling", BatchState.Cancelling)]
    [InlineData("COMPLETED", BatchState.Completed)]
    [InlineData("queued", BatchState.InProgress)]
    public void Other_spellings_are_understood_and_unknown_words_are_not_an_end(string status, BatchState state) =>
        new ServiceJob { Id = "b", Status = status }.State.ShouldBe(state);

    [Fact]
    public void An_unknown_word_is_an_end_with_results_and_an_end_time()
    {
        var job = new ServiceJob { Id = "b", Status = "succeeded", OutputFileId = "f" };

        job.HasEnded.ShouldBeFalse();
        (job with { EndedAt = DateTimeOffset.UnixEpoch }).State.ShouldBe(BatchState.Completed);
    }

    [Fact]
    public void Answers_without_a_file_are_not_there_yet()
    {
        var job = new ServiceJob { Id = "b", Status = "completed", Completed = 2 };

        job.State.ShouldBe(BatchState.Finalizing);
        (job with { OutputFileId = "f" }).HasEnded.ShouldBeTrue();
        (job with { Completed = 0, Failed = 2, ErrorFileId = "f" }).HasEnded.ShouldBeTrue();
    }

    [Fact]
    public void Token_counts_that_no_number_holds_stay_at_the_largest()
    {
        var most = new TokenUsage(long.MaxValue, 1, long.MaxValue, long.MaxValue, null);

        var sum = most.Plus(most);

        (sum.PromptTokens, sum.CompletionTokens, sum.TotalTokens, sum.CachedTokens).ShouldBe((long.MaxValue, 2L, long.MaxValue, long.MaxValue));
    }

    [Fact]
    public void A_total_that_the_service_does_not_send_is_never_negative()
    {
        using var json = JsonDocument.Parse("""{ "id": "b", "status": "completed", "usage": { "input_tokens": 9e18, "output_tokens": 9e18 } }""");

        ServiceJobReader.Read(json.RootElement)!.Usage!.TotalTokens.ShouldBe(long.MaxValue);
    }
}
