using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>Builds a user message from a prompt, piped objects and files.</summary>
/// <param name="texts">Turns objects into text.</param>
/// <param name="readFile">Reads a file, off the pipeline thread.</param>
internal sealed class PromptBuilder(PipelineText texts, Func<string, AttachedFile> readFile)
{
    private readonly List<string> _texts = [];
    private readonly List<ChatImage> _images = [];
    private readonly ObjectLines _lines = new(texts);
    private bool _hasOther;
    private long _characters;
    private long _imageBytes;

    /// <summary>Makes the error of more than one request can take from the limit; <see langword="null"/> for the one of a request on its own.</summary>
    public Func<string, QwenException>? TooLarge { get; init; }

    /// <summary>Whether nothing was added, or nothing but blanks.</summary>
    public bool IsBlank => !_hasOther && _lines.IsBlank;

    /// <summary>Adds an object: a file by its content, anything else as text.</summary>
    /// <exception cref="QwenException">It cannot be sent.</exception>
    public void Add(object item)
    {
        if (ForeignObject.Unwrap(item) is FileInfo file)
            Add(readFile(file.FullName));
        else
            _lines.Add(item);
    }

    /// <summary>Adds images.</summary>
    public void Add(IEnumerable<ChatImage> images)
    {
        foreach (var image in images)
        {
            _images.Add(image);
            _hasOther = true;
            _imageBytes += InputLimits.SizeOf(image);
        }
    }

    /// <summary>Rejects more than one request can take.</summary>
    /// <exception cref="QwenException">It is more (<c>InvalidInput</c>).</exception>
    public void EnsureFits() => InputLimits.Ensure(_characters + _lines.Characters, _imageBytes, TooLarge);

    /// <summary>The message: the prompt first, then the input.</summary>
    public ChatMessage Build(string? prompt)
    {
        EndLines();
        EnsureFits();
        IEnumerable<string> all = prompt is null ? _texts : _texts.Prepend(prompt);
        return new ChatMessage("user", [new ChatText(string.Join("\n\n", all)), .. _images]);
    }

    private void Add(AttachedFile file)
    {
        EndLines();
        if (file.Image is { } image)
        {
            Add([image]);
            return;
        }

        _texts.Add(file.Text);
        _hasOther = true;
        _characters += file.Text.Length;
    }

    private void EndLines()
    {
        if (_lines.Take() is { } lines)
            _texts.Add(lines);
    }
}
