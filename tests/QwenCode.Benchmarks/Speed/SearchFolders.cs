using QwenCode.Environment;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Sixty folders, one in the other, with a <c>.env</c> file of forty variables at their top.</summary>
internal sealed class SearchFolders : IDisposable
{
    private const int Levels = 60;
    private const int Variables = 40;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("qwencode-bench-");
    private readonly string _file;
    private readonly EnvironmentInput _input;

    /// <summary>Makes the folders.</summary>
    public SearchFolders()
    {
        User = UserFolders.FromHome(_root.CreateSubdirectory("home").FullName, _ => null);
        Deepest = Directory.CreateDirectory(Path.Join([_root.FullName, .. Enumerable.Range(0, Levels).Select(i => $"d{i}")])).FullName;
        _file = Path.Join(_root.FullName, ".env");
        File.WriteAllLines(_file, Enumerable.Range(0, Variables).Select(i => $"VARIABLE_{i}=\"value number {i}\""));
        _input = new EnvironmentInput(Deepest, User, _ => null);
    }

    /// <summary>The lowest of them.</summary>
    public string Deepest { get; }

    /// <summary>A home directory beside them.</summary>
    public UserFolders User { get; }

    /// <summary>Reads the one file.</summary>
    /// <returns>How many variables it gives.</returns>
    public int Read() => DotenvReader.Read(EnvText.Decode(File.ReadAllBytes(_file), out _)).Count;

    /// <summary>All of the search: links, settings, every candidate, the file.</summary>
    /// <returns>How many variables were found.</returns>
    public int Search() => EnvironmentResolver.Resolve(_input).File!.Assignments.Count;

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);
}
