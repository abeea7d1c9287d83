using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>Sessions that store choices and keys at the same time lose none of them.</summary>
public sealed class ExclusiveEditTests : IDisposable
{
    private const int Sessions = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Choices_that_are_stored_at_once_are_all_kept()
    {
        await AtOnce(i => SettingsWriter.WriteAsync(
            User, new SavedChoice("openai", $"m{i}", new SavedRoute($"m{i}", $"m{i}", $"https://h{i}.example/v1", $"K_{i}")), TimeProvider.System, TestContext.Current.CancellationToken));

        var text = File.ReadAllText(_folder.At("home/.qwen/settings.json"));
        Enumerable.Range(0, Sessions).ShouldAllBe(i => text.Contains($"https://h{i}.example/v1"));
        Left().ShouldBe(["settings.json"]);
    }

    [Fact]
    public async Task Keys_that_are_stored_at_once_are_all_kept()
    {
        _folder.Folder("proj");
        await AtOnce(i => KeyFile.Of(User, $"K_{i}", new Secret($"key-{i}"), _folder.At("proj")).WriteAsync(TimeProvider.System, TestContext.Current.CancellationToken));

        var text = File.ReadAllText(_folder.At("home/.qwen/.env"));
        Enumerable.Range(0, Sessions).ShouldAllBe(i => text.Contains($"K_{i}=key-{i}"));
        Left().ShouldBe([".env"]);
    }

    [Fact]
    public async Task What_blocks_the_lock_is_no_obstacle_to_a_file_that_can_be_written()
    {
        _folder.Folder("home/.qwen/settings.json.lock");

        await SettingsWriter.WriteAsync(User, new SavedChoice("openai"), TimeProvider.System, TestContext.Current.CancellationToken);

        File.ReadAllText(_folder.At("home/.qwen/settings.json")).ShouldContain("openai");
    }

    private UserFolders User => UserFolders.FromHome(_folder.Folder("home"), _ => null);

    private IEnumerable<string> Left() => Directory.EnumerateFiles(_folder.At("home/.qwen")).Select(path => Path.GetFileName(path));

    private static Task<T[]> AtOnce<T>(Func<int, Task<T>> store) => Task.WhenAll(Enumerable.Range(0, Sessions).Select(i => Task.Run(() => store(i))));
}
