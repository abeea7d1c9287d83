using System.Diagnostics;

namespace QwenCode.Core.Tests.Files;

/// <summary>
/// Reads mutated files of every kind that the module keeps or is given, as the module reads them, and checks whether each ends in time as its
/// content or as an error of the module.
/// </summary>
internal sealed class FileFuzz : IDisposable
{
    // On a machine with other work to do.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);
    private const int MostMessage = 10_000;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("qwen-fuzz-");
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly List<string> _findings = [];

    /// <summary>How often what came of which kind of file: <c>read</c>, or an error's id.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>What should not have happened.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>The longest that one of them took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Reads so many files, the same ones for the same seed.</summary>
    public void Run(int count, int seed)
    {
        for (var i = 0; i < count; i++)
            Read(FuzzedFiles.All[i % FuzzedFiles.All.Count], seed + i);
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);

    private void Read((string Kind, Action<string, Random> Read) file, int seed)
    {
        var folder = _root.CreateSubdirectory("one");
        var clock = Stopwatch.StartNew();
#pragma warning disable CA1031 // Any exception is a finding.
        try
        {
            file.Read(folder.FullName, new Random(seed));
            Count($"{file.Kind}: read");
        }
        catch (QwenException exception)
        {
            Count($"{file.Kind}: {exception.ErrorId}");
            if (exception.ErrorId == "UnexpectedFailure" || exception.Message.Length > MostMessage || exception.Message.Any(char.IsControl))
                Find(file.Kind, seed, $"{exception.ErrorId}, {exception.Message.Length} characters: {exception.Message}");
        }
        catch (Exception exception)
        {
            Find(file.Kind, seed, exception.ToString());
        }
#pragma warning restore CA1031

        Slowest = clock.Elapsed > Slowest ? clock.Elapsed : Slowest;
        if (clock.Elapsed > MostTime)
            Find(file.Kind, seed, $"took {clock.Elapsed}");
        folder.Delete(recursive: true);
    }

    private void Count(string outcome) => _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;

    private void Find(string kind, int seed, string finding) => _findings.Add($"{kind} {seed}: {finding}");
}
