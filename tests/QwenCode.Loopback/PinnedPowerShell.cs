using System.Reflection;
using System.Runtime.InteropServices;

namespace QwenCode.Loopback;

/// <summary>
/// The PowerShell of the repository's tool manifest, which a build restores, precompiled if that lies beside the program that runs; another one if
/// <c>QWENCODE_TEST_PWSH</c> names its program.
/// </summary>
public static class PinnedPowerShell
{
    private static readonly string? Other = Environment.GetEnvironmentVariable("QWENCODE_TEST_PWSH") is { Length: > 0 } other ? other : null;
    private static readonly string AsItIs = Path.Join(BuiltIn("PowerShellFolder"), "pwsh.dll");
    private static readonly string Precompiled = Path.Join(AppContext.BaseDirectory, "pwsh", BuiltIn("PowerShellVersion"), "pwsh.dll");

    /// <summary>Whether it is there with native code, as Microsoft's own packages of it are.</summary>
    public static bool IsPrecompiled { get; } = Other is null && File.Exists(Precompiled);

    /// <summary>The reason not to run it; <see langword="null"/> if it is there.</summary>
    public static string? Missing { get; } =
        Other is null
            ? IsPrecompiled || File.Exists(AsItIs) ? null : "The pinned PowerShell is not restored. Run 'dotnet tool restore' in the repository."
            : File.Exists(Other) ? null : $"QWENCODE_TEST_PWSH names '{Other}', which does not exist.";

    /// <summary>The <c>dotnet</c> whose runtime this process runs on.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The command line that starts it: the program and its arguments.</summary>
    /// <param name="arguments">The arguments for PowerShell.</param>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static IReadOnlyList<string> CommandLine(params IEnumerable<string> arguments) => CommandLine(IsPrecompiled, arguments);

    /// <summary>The command line that starts it with native code, or as the .NET tool is.</summary>
    /// <param name="isPrecompiled">Which of them; only if <see cref="IsPrecompiled"/>.</param>
    /// <param name="arguments">The arguments for PowerShell.</param>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static IReadOnlyList<string> CommandLine(bool isPrecompiled, IEnumerable<string> arguments)
    {
        if (Missing is not null)
            throw new InvalidOperationException(Missing);
        return Other is null ? [DotNet, isPrecompiled ? Precompiled : AsItIs, .. arguments] : [Other, .. arguments];
    }

    private static string BuiltIn(string key) => typeof(PinnedPowerShell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
