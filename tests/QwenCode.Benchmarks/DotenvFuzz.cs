using System.Diagnostics;
using System.Globalization;
using QwenCode.Core.Tests.Configuration;
using QwenCode.Configuration;

namespace QwenCode.Benchmarks;

/// <summary>Compares the dotenv reader with the reference expression on generated texts, and its time on long with that on short ones.</summary>
internal static class DotenvFuzz
{
    private const int Short = 20_000;
    private const int Times = 10;

    // Linear is a ratio of 10; a quadratic reader has one of 100.
    private const double MostRatio = 30;

    /// <summary>Runs; 0 if reader and reference agree on all and the time is linear.</summary>
    public static int Run(int inputs, int seed)
    {
        var clock = Stopwatch.StartNew();
        var failures = 0;
        var characters = 0L;
        Parallel.For(0, inputs, i =>
        {
            var text = DotenvTexts.Generate(new Random(seed + i));
            Interlocked.Add(ref characters, text.Length);
            if (Error(text) is { } defect && Interlocked.Increment(ref failures) <= 10)
                Console.WriteLine($"{DotenvTexts.Escape(text)}: {defect}");
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs} inputs from seed {seed}, {characters} characters, {failures} failures, {clock.Elapsed.TotalSeconds:0.0} s"));

        var worst = Enumerable.Range(0, 200).Select(i => Growth(new Random(seed - i))).Max();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Times} times the text takes at the most {worst:0.0} times as long"));
        return failures == 0 && worst < MostRatio ? 0 : 1;
    }

    private static string? Error(string text)
    {
#pragma warning disable CA1031 // Any exception is a finding.
        try
        {
            var read = DotenvReader.Read(text).Select(a => (a.Name, a.Value, a.Line)).ToList();
            var expected = DotenvExpression.Read(text).ToList();
            return read.SequenceEqual(expected) ? null : $"{read.Count} read, {expected.Count} expected, or with other values";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
#pragma warning restore CA1031
    }

    private static double Growth(Random random)
    {
        var piece = DotenvTexts.Generate(random);
        return Time(Repeat(Short * Times)) / Time(Repeat(Short));

        string Repeat(int length) => string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1));
    }

    private static double Time(string text)
    {
        const int Attempts = 5;
        return Enumerable.Range(0, Attempts).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            DotenvReader.Read(text);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds + 1;
        });
    }
}
