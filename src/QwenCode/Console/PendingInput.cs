using QwenCode.Chat;
using QwenCode.Files;

namespace QwenCode.Console;

/// <summary>What goes with the next prompt: files, images, and the output of commands.</summary>
internal sealed class PendingInput
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _paths = new(StringComparer.FromComparison(PathRule.Comparison));
    private readonly List<string> _texts = [];
    private readonly List<ChatImage> _images = [];

    /// <summary>The names of what it holds.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether it holds a file.</summary>
    /// <param name="path">The full path.</param>
    public bool Has(string path) => _paths.Contains(path);

    /// <summary>Adds a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="file">The file.</param>
    public void Add(string path, AttachedFile file)
    {
        _paths.Add(path);
        if (file.Image is { } image)
            Add(image);
        else
            AddText(Path.GetFileName(path), file.Text);
    }

    /// <summary>Adds an image.</summary>
    public void Add(ChatImage image)
    {
        _names.Add(image.Name);
        _images.Add(image);
    }

    /// <summary>Adds a text.</summary>
    public void AddText(string name, string text)
    {
        _names.Add(name);
        _texts.Add(text);
    }

    /// <summary>The prompt with all of it.</summary>
    /// <exception cref="QwenException">It is more than one request takes (<c>InvalidInput</c>).</exception>
    public ChatMessage Build(string prompt)
    {
        InputLimits.Ensure(prompt.Length + _texts.Sum(text => (long)text.Length), _images.Sum(InputLimits.SizeOf));
        return new ChatMessage("user", [new ChatText(string.Join("\n\n", _texts.Prepend(prompt))), .. _images]);
    }
}
