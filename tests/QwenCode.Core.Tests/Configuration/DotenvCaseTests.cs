using System.Text.Json;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>What dotenv 17.1.0 read from each text of the recorded cases.</summary>
public sealed class DotenvCaseTests
{
    private static readonly Dictionary<string, JsonElement> Cases =
        TestData.Read("dotenv-cases.json").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_that_dotenv_reads(string name)
    {
        var recorded = Cases[name];
        var expected = recorded.GetProperty("expected").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in DotenvReader.Read(recorded.GetProperty("source").GetString()!))
            read[assignment.Name] = assignment.Value;

        read.ShouldBe(expected, ignoreOrder: true);
    }
}
