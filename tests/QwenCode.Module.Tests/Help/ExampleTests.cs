using QwenCode.Help;

namespace QwenCode.ModuleTests.Help;

/// <summary>The help's examples, run as they are written.</summary>
public sealed class ExampleTests
{
    // With it the outputs in the markdown are replaced by what was really seen.
    private const string UpdateVariable = "QWENCODE_UPDATE_EXAMPLES";

    [PwshFact]
    public async Task Every_example_parses_runs_without_an_error_and_shows_what_the_help_shows()
    {
        await using var stage = await ExampleStage.StartAsync();
        var examples = HelpSource.English.Values.SelectMany(page => page.Examples.Select(example => (page.Name, Example: example))).ToList();
        var results = await stage.RunAsync(examples.Select(e =>
            (e.Example.Blocks.Any(block => block.IsInteractive), e.Example.Blocks.Where(block => block.IsCommand).Select(block => block.Text))));

        var problems = new List<string>();
        foreach (var ((name, example), (problem, outputs)) in examples.Zip(results))
        {
            if (problem is not null)
                problems.Add($"{name}, {example.Title}: {problem}");
            else if (!example.Blocks.Any(block => block.IsInteractive))
                problems.AddRange(Pairs(example.Blocks, outputs).Where(pair => !ShownOutput.Fits(pair.Shown, pair.Seen)).Select(pair => Differs(name, example.Title, pair)));
        }

        problems.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Every_command_in_a_topic_parses()
    {
        await using var stage = await ExampleStage.StartAsync();
        var blocks = Directory.GetFiles(Path.Join(Repository.Root, "docs"), "about_*.md", SearchOption.AllDirectories)
            .SelectMany(file => Section.Split(File.ReadAllLines(file))).SelectMany(section => section.Code()).Where(block => block.IsCommand).ToList();
        var results = await stage.RunAsync(blocks.Select(block => (true, Enumerable.Repeat(block.Text, 1))));

        blocks.Count.ShouldBeGreaterThan(10);
        results.Select(result => result.Problem).ShouldAllBe(problem => problem == null);
    }

    // Each command with the output that is shown below it; none is shown if there was none.
    private static IEnumerable<(string Command, string? Shown, string Seen)> Pairs(IReadOnlyList<PageCode> blocks, string[] outputs)
    {
        var seen = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].IsCommand)
                yield return (blocks[i].Text, blocks.ElementAtOrDefault(i + 1) is { Language: "output" } output ? output.Text : null, outputs[seen++]);
        }
    }

    private static string Differs(string name, string title, (string Command, string? Shown, string Seen) pair)
    {
        if (Environment.GetEnvironmentVariable(UpdateVariable) is not null)
        {
            var command = $"```powershell\n{pair.Command}\n```\n";
            var text = string.Join('\n', pair.Seen.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
            var output = text.Length == 0 ? "" : $"\n```Output\n{text}\n```\n";
            foreach (var file in HelpSource.FilesOf(name))
                File.WriteAllText(file, File.ReadAllText(file).Replace(command + (pair.Shown is null ? "" : $"\n```Output\n{pair.Shown}\n```\n"), command + output));
        }

        return $"{name}, {title}: the help shows\n{pair.Shown}\nand what was seen is\n{pair.Seen}";
    }
}
