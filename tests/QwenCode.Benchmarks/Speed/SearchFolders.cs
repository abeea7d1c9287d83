using QwenCode.Configuration;

namespace QwenCode.Benchmarks.Speed;

/// <summary>Folders, one in the other, with a <c>.env</c> file of forty variables at their top.</summary>
internal sealed class SearchFolders : IDisposable
{
    private const int Variables = 40;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("qwencode-bench-");
    private readonly string _file;
    private readonly EnvironmentInput _input;
    private readonly string[] _directories;
    private readonly string[] _places;

    /// <summary>Makes the folders.</summary>
    /// <param name="levels">How many.</param>
    public SearchFolders(int levels)
    {
        var user = UserFolders.FromHome(_root.CreateSubdirectory("home").FullName, _ => null);
        var deepest = Directory.CreateDirectory(Path.Join([_root.FullName, .. Enumerable.Range(0, levels).Select(i => $"d{i}")])).FullName;
        _file = Path.Join(_root.FullName, ".env");
        File.WriteAllLines(_file, Enumerable.Range(0, Variables).Select(i => $"VARIABLE_{i}=\"value number {i}\""));
        _input = new EnvironmentInput(deepest, user, _ => null);
        _directories = [.. WithParents(deepest).Reverse(), .. WithParents(user.Home).Reverse()];
        string[] settings = [Path.Join(deepest, ".qwen", "settings.json"), Path.Join(user.Home, ".qwen", "settings.json")];
        _places = [.. settings, .. EnvFileSearch.Candidates(deepest, user).Select(candidate => candidate.Path).TakeWhile(path => path != _file)];
    }

    /// <summary>Looks up the same locations, and reads the one file: each directory whether it is a link, each location whether a file is there.</summary>
    /// <returns>The number of variables in the file.</returns>
    public int Ask()
    {
        var links = _directories.Count(directory => new DirectoryInfo(directory).LinkTarget is not null);
        var files = _places.Count(File.Exists);
        return links + files + DotenvReader.Read(EnvText.Decode(File.ReadAllBytes(_file), out _)).Count;
    }

    /// <summary>All of the search: links, settings, every candidate, the file.</summary>
    /// <returns>How many variables were found.</returns>
    public int Search() => EnvironmentResolver.Resolve(_input).File!.Assignments.Count;

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);

    private static IEnumerable<string> WithParents(string path)
    {
        for (var directory = path; Path.GetDirectoryName(directory) is { } parent; directory = parent)
            yield return directory;
    }
}
