namespace QwenCode.ModuleTests.Api;

/// <summary>A snapshot in the repository; its changes are visible in review.</summary>
internal static class Snapshot
{
    private const string UpdateVariable = "QWENCODE_UPDATE_API";

    /// <summary>Compares a text with the file of the snapshot, or updates that file if the variable is set.</summary>
    /// <param name="name">The file's name in the folder <c>Api</c> of the tests.</param>
    /// <param name="actual">What is there now.</param>
    public static void ShouldMatch(string name, string actual)
    {
        var file = Path.Join(Repository.Root, "tests", "QwenCode.Module.Tests", "Api", name);
        var now = Lines(actual);
        if (Environment.GetEnvironmentVariable(UpdateVariable) is not null)
            File.WriteAllText(file, string.Join('\n', now) + "\n");

        var difference = Difference(Lines(File.Exists(file) ? File.ReadAllText(file) : ""), now).ToList();

        difference.ShouldBeEmpty($"{name} differs from what is built:\n{string.Join('\n', difference)}\nIf that is intended, run: {UpdateVariable}=1 dotnet test");
    }

    /// <summary>The lines that are only in the one (<c>-</c>) or the other (<c>+</c>), in their order.</summary>
    internal static IEnumerable<string> Difference(string[] before, string[] after)
    {
        var common = LengthsInCommon(before, after);
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
                (i, j) = (i + 1, j + 1);
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
                yield return $"- {before[i++]}";
            else
                yield return $"+ {after[j++]}";
        }
    }

    // The length of the longest common subsequence of the lines after a position in each text.
    private static int[,] LengthsInCommon(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.TrimEnd())];
}
