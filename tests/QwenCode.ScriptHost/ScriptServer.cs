using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Management.Automation.Host;

namespace QwenCode.ScriptHost;

/// <summary>Takes scripts from the tests and runs them, one at a time.</summary>
public static class ScriptServer
{
    /// <summary>Runs what comes from a pipe until the process ends, which it does with the pipe.</summary>
    /// <param name="console">The host of this PowerShell.</param>
    /// <param name="pipeName">The name of the tests' pipe.</param>
    public static void Run(PSHost console, string pipeName)
    {
        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        pipe.Connect();
        using var channel = new FrameChannel(pipe);
        using var scripts = new BlockingCollection<(ScriptRequest Script, LineReader Input)>();
        using var output = new FrameWriter(text => channel.Send(new Frame { Output = text }));
        using var errors = new FrameWriter(text => channel.Send(new Frame { Errors = text }));
        Console.SetOut(output);
        Console.SetError(errors);
        _ = Task.Run(() => ReceiveAsync(channel, scripts));
        var home = Directory.GetCurrentDirectory();
        foreach (var (script, input) in scripts.GetConsumingEnumerable())
        {
            Console.SetIn(input);
            var exitCode = ScriptRun.Run(script, console);

            // The script's directory can be removed from now on.
            Directory.SetCurrentDirectory(home);
            channel.Send(new Frame { ExitCode = exitCode });
        }
    }

    private static async Task ReceiveAsync(FrameChannel channel, BlockingCollection<(ScriptRequest, LineReader)> scripts)
    {
        var input = new LineReader();
        while (await channel.ReceiveAsync().ConfigureAwait(false) is { } frame)
        {
            if (frame.Script is { } script)
                scripts.Add((script, input = new LineReader()));
            else if (frame.Line is { } line)
                input.Add(line);
            else
                input.End();
        }

        // The tests have ended, and a script that still runs is not waited for.
        Environment.Exit(1);
    }
}
