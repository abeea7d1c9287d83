using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>The parameters that decide how answers are written: as objects, text or chunks, one after another or several at once.</summary>
public abstract class AnswerCommand : ToolChatCommand
{
    private AuthContext? _context;
    private Checkpoint? _checkpoint;
    private string? _checkpointPath;

    private protected AnswerCommand()
    {
    }

    /// <summary>The schema of the answer: a JSON schema as a string, hashtable, object or <c>.json</c> file, or a .NET type, a list of one or its name. The object is in <c>Parsed</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    [ValidateNotNull]
    public object? Schema { get; set; }

    /// <summary>Writes only the object of an answer with a <see cref="Schema"/>.</summary>
    [Parameter]
    public SwitchParameter AsObject { get; set; }

    /// <summary>Writes the text of each answer as one string.</summary>
    [Parameter]
    [Alias("Raw")]
    public SwitchParameter AsText { get; set; }

    /// <summary>Writes the answer in chunks as it arrives. At a console the text is shown as with <see cref="Live"/>.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Shows the text on the host as it arrives. The answer is written too, unless the host would show it again.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>Maximum number of concurrent requests, 1 to 128. Defaults to 1. Answers are written in the order of the input.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(1, 128)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Writes answers as they arrive instead of in the order of the input; each has its <c>InputObject</c>.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>A file to which each finished answer is written. The same command with the same file continues an interrupted run.</summary>
    [Parameter]
    [ValidateNotBlank]
    public string? Checkpoint { get; set; }

    /// <summary>How answers are written.</summary>
    private protected AnswerOptions AnswerOptions(ResponseSchema? schema) => new(schema) { AsObject = AsObject, AsText = AsText, Stream = Stream, Live = Live };

    /// <summary>The specified schema; <see langword="null"/> if there is none.</summary>
    /// <exception cref="QwenException">It is not a schema (<c>InvalidParameter</c>).</exception>
    private protected ResponseSchema? ReadSchema() => Schema is null
        ? null
        : ResponseSchema.From(Schema, path => FilePaths.Literal(this, path), path => Read(path, SchemaReader.ReadFile));

    /// <summary>What the requests use, resolved once.</summary>
    private protected AuthContext RequestContext => _context ??= ForRequest(AuthContext);

    /// <summary>What a request for a whole answer uses, if it is being resolved and nothing else needs it before.</summary>
    private protected Task<AuthContext>? ContextInProgress() => _context is null && !Stream && !Live && Checkpoint is null ? ForRequestAsync() : null;

    /// <inheritdoc cref="RequestCommand.Read{T}(string, Func{string, T}, Func{AuthContext})"/>
    private protected T Read<T>(string path, Func<string, T> read) => Read(path, read, () => RequestContext);

    /// <summary>Rejects parameters that contradict each other, and a checkpoint outside the file system.</summary>
    /// <exception cref="QwenException">A parameter cannot be used (<c>InvalidParameter</c>).</exception>
    private protected void EnsureConsistent()
    {
        if ((Stream || Live) && ThrottleLimit > 1)
            throw QwenErrors.InvalidParameter("-Stream and -Live show one answer at a time and cannot be combined with -ThrottleLimit.", "Leave out one of them.");
        if (Stream && (Live || AsObject))
            throw QwenErrors.InvalidParameter("-Stream writes chunks and cannot be combined with -Live or -AsObject.", "Leave out one of them.");
        if (Checkpoint is not null && (Stream || Live || Tool.Length > 0))
            throw QwenErrors.InvalidParameter("-Checkpoint keeps whole answers and cannot be combined with -Stream, -Live or -Tool.", "Leave out one of them.");
        if (AsText && AsObject)
            throw QwenErrors.InvalidParameter("-AsText cannot be combined with -AsObject.", "Leave out one of them.");
        if (AsObject && Schema is null)
            throw QwenErrors.InvalidParameter("-AsObject requires a schema for the object.", "Specify -Schema.");
        if (Checkpoint is not null)
            _checkpointPath = FilePaths.Parameter(this, nameof(Checkpoint), Checkpoint);
    }

    /// <summary>The file of finished answers; <see langword="null"/> if none is specified.</summary>
    /// <param name="request">The first request.</param>
    /// <param name="prompt">The prompt of all requests.</param>
    /// <param name="before">The conversation before the prompt.</param>
    /// <exception cref="QwenException">It cannot be used.</exception>
    private protected Checkpoint? CheckpointOf(ChatRequest request, string? prompt, Conversation before)
    {
        if (_checkpointPath is not { } path || _checkpoint is not null)
            return _checkpoint;
        var header = new CheckpointHeader(
            RequestHash.OfText(prompt), $"{RequestHash.OfMessages(before.Messages):x32}", Model ?? RequestContext.Model ?? "", RequestHash.OfOptions(request), RequestContext.Endpoint?.ShownUrl.AbsoluteUri);
        _checkpoint = OffThread(() => Batches.Checkpoint.Open(path, header));
        WriteVerbose($"The checkpoint {path} has {(_checkpoint.Left == 1 ? "1 answer" : $"{_checkpoint.Left} answers")} of earlier runs.");
        return _checkpoint;
    }

    private protected override void DisposeOwn() => _checkpoint?.Dispose();
}
