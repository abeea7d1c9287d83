using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>This test program started again, as a process that resolves repeatedly and reports what it found.</summary>
internal static class ResolvingProcess
{
    private const string FolderVariable = "RESOLVING_PROCESS_FOLDER";

    private const int Looks = 150;

    /// <summary>Starts one that resolves a number of times at <c>proj/a</c> of a folder.</summary>
    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo(System.Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ResolvingProcess).Assembly.Location);
        start.Environment[FolderVariable] = folder;

        // In a mutation run the tests' own process answers for what is covered; another that did would end that.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("STRYKER_COVERAGE_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

#pragma warning disable CA2255 // It runs before the test runner, which this process is not to become.
    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (System.Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
            return;
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Looks; i++)
        {
            var key = See(folder);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        foreach (var (what, count) in seen)
            Console.WriteLine($"{what}={count}");
        System.Environment.Exit(0);
    }
#pragma warning restore CA2255

    private static string See(string folder)
    {
        try
        {
            var context = Resolving.Auth(Resolving.Environment(Path.Join(folder, "proj/a"), Path.Join(folder, "home")));
            return $"{context.Key()?.Reveal()} {context.Model} {context.BaseUrl?.Host}";
        }
        catch (Exception exception)
        {
            return $"exception {exception.GetType().Name}: {exception.Message}";
        }
    }
}
