using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Compares the reader with the regular expression that it replaces.</summary>
public sealed class DotenvOracleTests
{
    private const int TextsPerSeed = 1500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Generated_texts_are_read_as_by_the_reference_expression(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < TextsPerSeed; i++)
        {
            var text = DotenvTexts.Generate(random);
            DotenvReader.Read(text).Select(a => (a.Name, a.Value, a.Line)).ShouldBe(DotenvExpression.Read(text), DotenvTexts.Escape(text));
        }
    }

    [Fact]
    public void The_reference_expression_reads_every_recorded_case_as_recorded()
    {
        foreach (var recorded in TestData.Read("dotenv-cases.json").EnumerateArray())
        {
            var read = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value, _) in DotenvExpression.Read(recorded.GetProperty("source").GetString()!))
                read[name] = value;
            read.ShouldBe(
                recorded.GetProperty("expected").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal),
                ignoreOrder: true,
                recorded.GetProperty("name").GetString());
        }
    }

    [Fact]
    public void Lines_are_counted_by_newlines_only()
    {
        var read = DotenvReader.Read("# first\r\n\r\nA='x\ny'\rB=1\u2028C=2\n  export\n D=4");

        read.Select(a => (a.Name, a.Line)).ShouldBe([("A", 3), ("B", 5), ("D", 7)]);
    }
}
