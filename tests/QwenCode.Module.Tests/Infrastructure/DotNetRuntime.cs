using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A .NET runtime of a specified major version: the installed one, otherwise one beside the tests from NuGet's runtime pack.</summary>
/// <param name="Program">Its <c>dotnet</c>.</param>
/// <param name="Version">Its version.</param>
internal sealed partial record DotNetRuntime(string Program, string Version)
{
    /// <summary>Finds it. The running test is skipped if it is not installed and NuGet has none for this machine.</summary>
    public static async Task<DotNetRuntime> FindAsync(int major)
    {
        if (await OfAsync("dotnet", major) is { } installed)
            return installed;
        var root = Path.Join(AppContext.BaseDirectory, "runtimes", $"net{major}.0");
        var program = Path.Join(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        if (File.Exists(program) && await OfAsync(program, major) is { } earlier)
            return earlier;
        await LayOutAsync(root, major);
        return (await OfAsync(program, major))!;
    }

    private static async Task<DotNetRuntime?> OfAsync(string program, int major)
    {
        var (_, output) = await DotNetCommand.RunAsync(program, "--list-runtimes");
        var versions = InstalledRuntime().Matches(output).Select(match => match.Groups["version"].Value);
        var found = versions.LastOrDefault(version => version.StartsWith($"{major}.", StringComparison.Ordinal));
        return found is null ? null : new DotNetRuntime(program, found);
    }

    private static async Task LayOutAsync(string root, int major)
    {
        var (exitCode, output) = await DotNetCommand.RunAsync(
            "dotnet", "msbuild", Path.Join(Repository.Root, "tests", "QwenCode.Runtimes"), "-restore", "-target:LayOutRuntime", "-nologo", "-nodeReuse:false",
            $"-property:TargetFramework=net{major}.0", $"-property:RuntimeRoot={root}");
        if (exitCode == 0)
            return;
        var restoring = RestoreError().Match(output);
        Assert.SkipWhen(restoring.Success, $"no .NET {major} here, and its runtime pack cannot be restored: {restoring.Value}");
        Assert.Fail(output);
    }

    [GeneratedRegex(@"^Microsoft\.NETCore\.App (?<version>\S+) ", RegexOptions.Multiline)]
    private static partial Regex InstalledRuntime();

    [GeneratedRegex(@"(NU|NETSDK)\d+: .*")]
    private static partial Regex RestoreError();
}
