using System.Text.Json;

namespace QwenCode.ModuleTests.GetQwenConversation;

/// <summary>The folder of saved conversations of a run, with files as this version and each later one has to read them.</summary>
internal sealed class SavedTalks
{
    private DateTime _time = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Begins with none.</summary>
    public SavedTalks(PwshRun pwsh) =>
        Folder = pwsh.MakeDirectory($"home/{(OperatingSystem.IsMacOS() ? "Library/Application Support" : ".local/share")}/QwenCode/conversations");

    /// <summary>Where they are.</summary>
    public string Folder { get; }

    /// <summary>The path of one.</summary>
    public string PathOf(string name) => Path.Join(Folder, $"{name}.jsonl");

    /// <summary>Saves one, a prompt and an answer for each turn, each later than all before.</summary>
    public void Save(string name, string folder, params string[] prompts)
    {
        var lines = new List<object> { new { qwenCode = 1, startedAt = Next(), workingDirectory = folder } };
        lines.AddRange(prompts.Select(prompt => new
        {
            at = Next(),
            model = "qwen3-max",
            provider = "Custom",
            host = "h.example",
            messages = new object[]
            {
                new { role = "user", text = prompt },
                new { role = "assistant", contents = new[] { new { type = "reasoning", text = "hm" }, new { type = "text", text = $"You said: {prompt}" } } },
            },
        }));
        File.WriteAllLines(PathOf(name), lines.Select(line => JsonSerializer.Serialize(line)));
    }

    /// <summary>Opens one as another console does.</summary>
    public IDisposable Open(string name) => new FileStream(Path.Join(Folder, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private DateTime Next() => _time += TimeSpan.FromMinutes(1);
}
