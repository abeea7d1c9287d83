namespace QwenCode.ModuleTests.Packaging;

/// <summary>What the sources may not hold.</summary>
public sealed class PatternTests
{
    private static readonly string[] Harmless = [" or Regex", ".RegexPattern", "RegexMatchTimeoutException"];

    [Fact]
    public void No_pattern_that_backtracks_is_applied_to_foreign_text_without_a_limit()
    {
        var sources = Directory.EnumerateFiles(Path.Join(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .ToList();
        var patterns = sources.SelectMany(file => File.ReadLines(file)
            .Where(line => Harmless.Aggregate(line, (rest, harmless) => rest.Replace(harmless, "", StringComparison.Ordinal)).Contains("Regex", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains("NonBacktracking", StringComparison.Ordinal) && !line.Contains("matchTimeout: ", StringComparison.Ordinal))
            .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"));

        sources.Count.ShouldBeGreaterThan(100);
        patterns.ShouldBeEmpty("A text from outside can make a pattern that backtracks take for ever: scan it by hand, use RegexOptions.NonBacktracking, or specify matchTimeout.");
    }
}
