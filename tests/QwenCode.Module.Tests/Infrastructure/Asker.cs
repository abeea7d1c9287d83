using System.Diagnostics;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A process that uses the cached credential as the module does, and starts ten times as fast as PowerShell.</summary>
internal static class Asker
{
    // It is built beside the tests' own project.
    private static readonly string Program = Path.Join(
        AppContext.BaseDirectory.Replace("QwenCode.Module.Tests", "QwenCode.Asker", StringComparison.Ordinal),
        OperatingSystem.IsWindows() ? "QwenCode.Asker.exe" : "QwenCode.Asker");

    /// <summary>Waits for a line and sends one request.</summary>
    public static ProcessStartInfo Chat(PwshRun place) => place.Prepare(Program, "chat");

    /// <summary>Takes the token until it has had so many different ones.</summary>
    public static ProcessStartInfo Share(PwshRun place, int tokens) => place.Prepare(Program, "share", $"{tokens}");

    /// <summary>Takes the token again and again until it is killed.</summary>
    public static ProcessStartInfo Renew(PwshRun place) => place.Prepare(Program, "renew");
}
