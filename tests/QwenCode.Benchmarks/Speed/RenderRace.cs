using System.Diagnostics;
using System.Text;
using QwenCode.Showing;

namespace QwenCode.Benchmarks.Speed;

/// <summary>The Markdown of a long answer as the console shows it, chunk by chunk.</summary>
internal static class RenderRace
{
    private const int Characters = 1_000_000;
    private const int ChunkLength = 16;
    private const int Width = 100;
    private const int Rounds = 20;
    private const double BytesPerMillisecond = 20_000;

    private const string Markdown = """
        ## How a search works

        A *binary* search **halves** the range with each step, so that it takes `log2(n)` comparisons: see [the article](https://example.com/search).
        它在每一步都把范围**减半**，因此只需要很少的比较。 — naïve loops take *n* steps.

        1. Compare the middle item.
        2. Continue in the half that can contain it:
           - the lower one, if it is greater
           - the upper one, if it is less

        | items | steps |
        | ---: | ---: |
        | 1,000 | 10 |
        | 1,000,000 | 20 |

        ```csharp
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            if (items[middle] == wanted)
                return middle;
        }
        ```

        > It needs a *sorted* list.


        """;

    /// <summary>The rows.</summary>
    public static IEnumerable<SpeedRow> Run()
    {
        var answer = string.Concat(Enumerable.Repeat(Markdown, (Characters / Markdown.Length) + 1))[..Characters];
        var chunks = answer.Chunk(ChunkLength).Select(chunk => new string(chunk)).ToList();
        var ideal = Encoding.UTF8.GetByteCount(answer) / BytesPerMillisecond;
        foreach (var (isStyled, name) in new[] { (true, "rendered as Markdown"), (false, "as plain text") })
        {
            var times = Enumerable.Range(0, 2 * Rounds).Select(_ => Time(chunks, isStyled)).Skip(Rounds).ToList();
            var pairs = new Pairs(times, [.. times.Select(_ => ideal)]);
            yield return new SpeedRow($"1,000,000 characters in the console, {name}", "20 MB/s", pairs.Ratio, 1, pairs.Describe("ms"));
        }
    }

    private static double Time(List<string> chunks, bool isStyled)
    {
        var start = Stopwatch.GetTimestamp();
        var renderer = new AnswerRenderer(Width, isStyled);
        var length = 0;
        foreach (var chunk in chunks)
            length += renderer.Next(chunk).Length;
        length += renderer.End().Length;
        return length > 0 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : throw new InvalidOperationException("Nothing was rendered.");
    }
}
