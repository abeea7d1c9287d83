using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QwenCode.Loopback;

internal static class Program
{
    private const int UsageError = 2;

    private static async Task<int> Main(string[] arguments)
    {
        CommandLine line;
        try
        {
            line = CommandLine.Parse(arguments);
        }
        catch (FormatException problem)
        {
            await Console.Error.WriteLineAsync($"{problem.Message}\n{CommandLine.Usage}");
            return UsageError;
        }

        if (line.Help)
        {
            Console.WriteLine(CommandLine.Usage);
            return 0;
        }

        return await RunAsync(line);
    }

    private static async Task<int> RunAsync(CommandLine line)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await using var server = await LoopbackServer.StartAsync(line.Options);
            Console.WriteLine($"listening on {server.BaseUrl}");
            await Task.WhenAny(ended.Task, ParentExitAsync(line.ParentProcessId));
            return 0;
        }
        catch (IOException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task ParentExitAsync(int? processId)
    {
        if (processId is not { } id)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return;
        }

        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
