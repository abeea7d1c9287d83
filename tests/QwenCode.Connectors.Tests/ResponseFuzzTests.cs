using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

/// <summary>Some of the mutated responses; the benchmarks request tens of thousands.</summary>
public sealed class ResponseFuzzTests
{
    [Fact]
    public async Task Every_mutated_response_is_an_answer_or_an_error_of_the_module()
    {
        const int Count = 900;
        await using var server = ResponseFuzz.Serve(seed: 20260701);
        using var fuzz = new ResponseFuzz(server.Origin);

        await fuzz.RunAsync(Count, atOnce: 8, TestContext.Current.CancellationToken);

        fuzz.Findings.ShouldBeEmpty();
        fuzz.Outcomes.Values.Sum().ShouldBe(Count);
        fuzz.Outcomes["answer"].ShouldBeInRange(Count / 10, Count / 2);
    }
}
