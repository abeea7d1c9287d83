using System.Management.Automation;
using QwenCode.Chat;

namespace QwenCode.Pipeline;

/// <summary>Puts a user's message together from a prompt, piped objects and files.</summary>
internal sealed class PromptBuilder
{
    private readonly List<string> _texts = [];
    private readonly List<object> _objects = [];
    private readonly List<ChatPart> _images = [];

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _texts.Count == 0 && _objects.Count == 0 && _images.Count == 0;

    /// <summary>Adds an object: a file by its content, anything else as the text that PowerShell shows for it.</summary>
    /// <exception cref="QwenException">The file cannot be sent.</exception>
    public void Add(object item)
    {
        if ((item is PSObject wrapped ? wrapped.BaseObject : item) is FileInfo file)
            Add(ChatMaterial.FromFile(file.FullName));
        else
            _objects.Add(item);
    }

    /// <summary>Adds a file's content.</summary>
    public void Add(ChatMaterial material)
    {
        Flush();
        if (material.Image is { } image)
            _images.Add(image);
        else
            _texts.Add(material.Text);
    }

    /// <summary>Adds images.</summary>
    public void Add(IEnumerable<ChatPart> images) => _images.AddRange(images);

    /// <summary>The message: the prompt first, then the material.</summary>
    public ChatMessage Build(string? prompt)
    {
        Flush();
        IEnumerable<string> texts = prompt is null ? _texts : _texts.Prepend(prompt);
        return new ChatMessage("user", string.Join("\n\n", texts), _images, null);
    }

    private void Flush()
    {
        if (_objects.Count > 0)
            _texts.Add(PipelineText.Of(_objects));
        _objects.Clear();
    }
}
