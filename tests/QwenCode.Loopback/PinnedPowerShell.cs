using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace QwenCode.Loopback;

/// <summary>
/// The PowerShell of the repository's tool manifest, which a build restores, precompiled if that lies beside the program that runs; another one if
/// <c>QWENCODE_TEST_PWSH</c> names its program.
/// </summary>
public static class PinnedPowerShell
{
    private static readonly string? Other = Environment.GetEnvironmentVariable("QWENCODE_TEST_PWSH");
    private static readonly string Library = FindLibrary();

    /// <summary>The reason not to run it; <see langword="null"/> if it is there.</summary>
    public static string? Missing { get; } =
        string.IsNullOrEmpty(Other)
            ? File.Exists(Library) ? null : "The pinned PowerShell is not restored. Run 'dotnet tool restore' in the repository."
            : File.Exists(Other) ? null : $"QWENCODE_TEST_PWSH names '{Other}', which does not exist.";

    /// <summary>The command line that starts it: the program and its arguments.</summary>
    /// <param name="arguments">The arguments for PowerShell.</param>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static IReadOnlyList<string> CommandLine(params IEnumerable<string> arguments)
    {
        if (Missing is not null)
            throw new InvalidOperationException(Missing);
        return string.IsNullOrEmpty(Other) ? [DotNet, Library, .. arguments] : [Other, .. arguments];
    }

    /// <summary>What starts it.</summary>
    /// <inheritdoc cref="CommandLine"/>
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var line = CommandLine(arguments);
        return new ProcessStartInfo(line[0], line.Skip(1));
    }

    /// <summary>The <c>dotnet</c> whose runtime this process runs on.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static string FindLibrary()
    {
        const string Library = "pwsh.dll";
        var precompiled = Path.Join(AppContext.BaseDirectory, "pwsh", BuiltIn("PowerShellVersion"), Library);
        return File.Exists(precompiled) ? precompiled : Path.Join(BuiltIn("PowerShellFolder"), Library);
    }

    private static string BuiltIn(string key) => typeof(PinnedPowerShell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
