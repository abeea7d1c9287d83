namespace QwenCode.Core.Tests.Files;

/// <summary>Some of the mutated files; the benchmarks read tens of thousands.</summary>
public sealed class FileFuzzTests
{
    [Fact]
    public void Every_mutated_file_has_its_content_or_is_an_error_of_the_module()
    {
        const int Count = 240;
        using var fuzz = new FileFuzz();

        fuzz.Run(Count, seed: 20261127);

        fuzz.Findings.ShouldBeEmpty();
        fuzz.Outcomes.Values.Sum().ShouldBe(Count);
        foreach (var (kind, _) in FuzzedFiles.All)
            fuzz.Outcomes[$"{kind}: read"].ShouldBeInRange(1, (Count / 6) - 1, kind);
    }
}
