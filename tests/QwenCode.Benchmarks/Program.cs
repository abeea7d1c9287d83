using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using QwenCode.Benchmarks;
using QwenCode.Benchmarks.Speed;

switch (args)
{
    case ["fuzz"]:
        return DotenvFuzz.Run(inputs: 1_000_000, seed: 20260301);
    case ["fuzz", var count]:
        return DotenvFuzz.Run(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), seed: 20260301);
    case ["responses"]:
        return await ResponseFuzzRun.RunAsync(count: 20_000, seed: 20260701);
    case ["responses", var count, var seed]:
        return await ResponseFuzzRun.RunAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
    case ["ask", var server, var number]:
        return await ResponseFuzzRun.AskAsync(new Uri(server), int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
    case ["files"]:
        return await FileFuzzRun.RunAsync(count: 20_000, seed: 20261127);
    case ["files", var count, var seed]:
        return await FileFuzzRun.RunAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
    case ["read", var count, var seed]:
        return FileFuzzRun.Read(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
    case ["table"]:
        return await SpeedTable.RunAsync();
    case ["batch", var inputs]:
        using (var pwsh = new Pwsh())
        {
            await foreach (var row in new BatchRace(pwsh).RunAsync(int.Parse(inputs, System.Globalization.CultureInfo.InvariantCulture)))
                Console.WriteLine(row);
        }

        return 0;
    case ["render"]:
        foreach (var row in RenderRace.Run())
            Console.WriteLine(row);
        return 0;
    case ["processes"]:
        using (var pwsh = new Pwsh())
        {
            await using var server = await QwenCode.Loopback.LoopbackServer.StartAsync();
            await foreach (var row in ProcessRace.RunAsync(pwsh, server.BaseUrl))
                Console.WriteLine(row);
        }

        return 0;
    case ["session"]:
        using (var pwsh = new Pwsh())
        {
            await using var server = await QwenCode.Loopback.LoopbackServer.StartAsync();
            await foreach (var row in new SessionRace(pwsh, server).RunAsync())
                Console.WriteLine(row);
        }

        return 0;
    case ["tools"]:
        using (var pwsh = new Pwsh())
        {
            await using var server = await QwenCode.Loopback.LoopbackServer.StartAsync();
            await foreach (var row in new SessionRace(pwsh, server).ToolRowsAsync())
                Console.WriteLine(row);
            await foreach (var row in new ModuleRace(pwsh, server).RunAsync())
                Console.WriteLine(row);
        }

        return 0;
    case ["search"]:
        // In this process: the numbers are ratios of file-system calls, and no second build is needed.
        BenchmarkRunner.Run<SearchBenchmark>(DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    case ["soak", .. var minutes]:
        return await Soak.RunAsync(minutes is [var given] ? double.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 60);
    default:
        Console.Error.WriteLine(
            "dotnet run -c Release --project tests/QwenCode.Benchmarks -- table | batch inputs | processes | tools | render | search | fuzz [inputs] | responses [number seed] | files [number seed] | soak [minutes]");
        return 2;
}
