using System.Text;
using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>Builds a user message from a prompt, piped objects and files.</summary>
/// <param name="texts">Turns objects into text.</param>
/// <param name="readFile">Reads a file, off the pipeline thread.</param>
internal sealed class PromptBuilder(PipelineText texts, Func<string, AttachedFile> readFile)
{
    // A view shows objects of its type together, up to so many at once.
    private const int LongestView = 10_000;

    private readonly List<string> _texts = [];
    private readonly List<ChatImage> _images = [];
    private readonly List<object> _shown = [];
    private RegisteredView? _view;
    private StringBuilder? _lines;
    private long _characters;
    private long _imageBytes;

    /// <summary>Whether nothing was added, or nothing but blanks.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Adds an object: a file by its content, anything else as text.</summary>
    /// <exception cref="QwenException">It cannot be sent.</exception>
    public void Add(object item)
    {
        if (ForeignObject.Unwrap(item) is FileInfo file)
        {
            Add(readFile(file.FullName));
        }
        else if (texts.Of(item) is { } line)
        {
            EndView();
            AddLine(line);
        }
        else
        {
            var view = texts.ViewOf(item);
            if (_shown.Count == LongestView || view != _view)
                EndView();
            _view = view;
            _shown.Add(item);
            IsBlank = false;
        }
    }

    /// <summary>Adds images.</summary>
    public void Add(IEnumerable<ChatImage> images)
    {
        foreach (var image in images)
        {
            _images.Add(image);
            IsBlank = false;
            _imageBytes += InputLimits.SizeOf(image);
        }
    }

    /// <summary>Rejects more than one request can take.</summary>
    /// <exception cref="QwenException">It is more (<c>InvalidInput</c>).</exception>
    public void EnsureFits() => InputLimits.Ensure(_characters, _imageBytes);

    /// <summary>The message: the prompt first, then the input.</summary>
    public ChatMessage Build(string? prompt)
    {
        EndLines();
        EnsureFits();
        IEnumerable<string> all = prompt is null ? _texts : _texts.Prepend(prompt);
        return new ChatMessage("user", [new ChatText(string.Join("\n\n", all)), .. _images]);
    }

    private void Add(AttachedFile material)
    {
        EndLines();
        if (material.Image is { } image)
        {
            Add([image]);
            return;
        }

        _texts.Add(material.Text);
        IsBlank = false;
        _characters += material.Text.Length;
    }

    private void AddLine(string line)
    {
        _lines = _lines is null ? new StringBuilder() : _lines.Append('\n');
        _lines.Append(line);
        IsBlank &= string.IsNullOrWhiteSpace(line);
        _characters += line.Length + 1;
    }

    private void EndView()
    {
        if (_shown.Count == 0)
            return;
        object[] shown = [.. _shown];
        _shown.Clear();
        AddLine(_view!.Show(shown));
    }

    private void EndLines()
    {
        EndView();
        if (_lines is not null)
            _texts.Add(_lines.ToString());
        _lines = null;
    }
}
