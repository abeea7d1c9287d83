using QwenCode.ModuleTests.Help;

namespace QwenCode.ModuleTests.Guides;

/// <summary>The examples of README and the guides, run as they are written.</summary>
public sealed class GuideExampleTests
{
    private const string ByName = "Import-Module QwenCode";
    private const string ByPath = "QwenCode.psd1";

    private const string NeedsConsole = "it needs a console; the tests of EnterQwenChat show it";
    private const string NeedsAccount = "it needs an account at Microsoft; EntraTests show it";

    // What a test cannot run, by section or by the first words, and why.
    private static readonly (string Begin, string Reason)[] s_notRun =
    [
        ("dotnet tool exec", "it builds the repository and runs all tests"),
        ("Set-QwenAuth", "the menu asks at a console"),
        ("Enter-QwenChat", NeedsConsole),
        ("Enter-QwenChat ", NeedsConsole),
        ("$talk = Enter-QwenChat", NeedsConsole),
        ("Connect-Qwen -Method Entra", NeedsAccount),
        ("-TenantId", NeedsAccount),
        ("-CertificateThumbprint", NeedsAccount),
        ("-ManagedIdentity", NeedsAccount),
        ("-AccessToken", NeedsAccount),
        ("Disconnect-Qwen -RemoveCredential\n", "it removes what other examples use, and runs last"),
        ("$ErrorActionPreference = 'Stop'", "the steps of the CI services run it, and SingleRequestFailureTests show its exit codes"),
    ];

    // On Windows the installer takes the user's folder from the system, and tests leave that alone: InstallTests.
    private static readonly bool s_installs = !OperatingSystem.IsWindows();

    [PwshFact]
    public async Task Every_example_runs_with_the_module_installed_updated_and_removed_as_the_guide_shows()
    {
        await using var stage = await GuideStage.StartAsync();
        var examples = Run(ByPath);
        var (install, update, save) = (Block("Register-PSResourceRepository"), Block("-Reinstall"), Block("Save-PSResource"));
        var (forget, remove) = (Block("Disconnect-Qwen -RemoveCredential\n"), Block("Uninstall-PSResource"));
        if (s_installs)
        {
            await stage.RunAsync($"$ErrorActionPreference = 'Stop'\nRemove-Item modules/QwenCode -Recurse\n{install}\n{update}\n{save}");
            Directory.GetFiles(Path.Join(stage.Clone, "modules", "QwenCode"), "QwenCode.psd1", SearchOption.AllDirectories).Length.ShouldBe(1);
        }

        var results = await stage.RunAsync(examples, s_installs ? ByName : $"$env:PSModulePath = '{ModulePackage.ModulesFolder}'; {ByName}");

        Problems(examples, results).ShouldBeEmpty();
        if (!s_installs)
            return;
        (await stage.RunAsync($"$ErrorActionPreference = 'Stop'\n{ByName}\n{forget}\n@(Get-QwenBatch; Get-QwenConversation).Count")).Trim().ShouldBe("0");
        stage.Kept().ShouldBeEmpty();
        (await stage.RunAsync($"$ErrorActionPreference = 'Stop'\n{remove}\n@(Get-Module QwenCode -ListAvailable).Count")).Trim().ShouldBe("0");
    }

    [PwshFact]
    public async Task Every_example_runs_with_the_module_of_a_clone()
    {
        await using var stage = await GuideStage.StartAsync();
        var examples = Run(ByName);

        Problems(examples, await stage.RunAsync(examples, "Import-Module ./QwenCode.psd1")).ShouldBeEmpty();
    }

    [Fact]
    public void Each_exception_from_running_is_an_example_of_the_guides()
    {
        var commands = GuideSource.Examples.SelectMany(example => example.Commands).Select(command => command.Text).ToList();

        commands.Count.ShouldBeGreaterThan(100);
        s_notRun.ShouldAllBe(not => commands.Any(command => IsMeant(command, not.Begin)));
    }

    private static List<GuideExample> Run(string otherImport) =>
    [
        .. GuideSource.Examples.Select(example => example with { Commands = [.. example.Commands.Where(command => IsRun(command.Text, otherImport))] })
            .Where(example => example.Commands.Count > 0),
    ];

    private static bool IsRun(string command, string otherImport) =>
        !command.Contains(otherImport) && !command.Contains("-PSResource") && !s_notRun.Any(not => IsMeant(command, not.Begin));

    private static string Block(string word) => GuideSource.Examples.Single(example => !example.IsTranscript && example.Code.Contains(word)).Code;

    // A single word is the whole command.
    private static bool IsMeant(string command, string begin) =>
        command == begin || ((begin.Contains(' ') || begin[0] == '-') && command.StartsWith(begin, StringComparison.Ordinal));

    private static IEnumerable<string> Problems(List<GuideExample> examples, IReadOnlyList<(string? Problem, string[] Outputs)> results)
    {
        foreach (var (example, (problem, outputs)) in examples.Zip(results))
        {
            if (problem is not null)
            {
                yield return $"{example}\n    failed: {problem}";
            }
            else if (example.IsTranscript)
            {
                foreach (var (command, seen) in example.Commands.Zip(outputs).Where(pair => !Fits(pair.First, pair.Second)))
                    yield return $"{example.Section}: {command.Text}\n    shows {command.Output}\n    wrote {seen}";
            }
        }
    }

    // Runspaces answer in any order.
    private static bool Fits(GuideCommand command, string seen) => command.Text.Contains("-Parallel")
        ? ShownOutput.Fits(Sorted(command.Output), Sorted(seen))
        : ShownOutput.Fits(command.Output, seen);

    private static string Sorted(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Order(StringComparer.Ordinal));
}
