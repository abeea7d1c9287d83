using System.Management.Automation;
using QwenCode.Conversion;
using QwenCode.Secrets;

namespace QwenCode.Tools;

/// <summary>Collects what a tool writes to any stream, in order, as text for the model.</summary>
/// <remarks>Objects with a view are shown as in a console of unlimited width, others as JSON. Secrets are masked.</remarks>
internal sealed class ToolOutputCollector
{
    /// <summary>Maximum number of characters of a result.</summary>
    public const int Longest = 50_000;

    // What a tool writes beyond it cannot be part of the result, and it may never end.
    private const int MostObjects = 10_000;
    private const int MostCharacters = 16 * 1024 * 1024;

    private readonly List<PSObject> _items = [];
    private readonly Action _stop;
    private long _characters;
    private (ToolCallStatus Status, string? Error) _end = (ToolCallStatus.Completed, null);

    /// <summary>Begins.</summary>
    /// <param name="stop">Stops the tool.</param>
    public ToolOutputCollector(Action stop)
    {
        _stop = stop;
        Objects.DataAdded += (_, _) => Take();
    }

    /// <summary>Where the tool writes.</summary>
    public PSDataCollection<PSObject> Objects { get; } = [];

    /// <summary>Whether the tool wrote more than the result can have.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What the last program or script returned that the tool ran. The model is told another one than 0.</summary>
    public int ExitCode { get; set; }

    /// <summary>Whether the user pressed Ctrl+C at a prompt of the tool.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Notes that the user pressed Ctrl+C at a prompt of the tool.</summary>
    public void Interrupt() => IsInterrupted = true;

    /// <summary>Adds a line that it wrote on the host.</summary>
    public void AddLine(string line) => Add(PSObject.AsPSObject(line));

    /// <summary>Notes that it did not run to its end.</summary>
    public void End(ToolCallStatus status, string error) => _end = (status, error);

    /// <summary>Notes the error that it ended with.</summary>
    public void Fail(RuntimeException exception) => _end = (ToolCallStatus.Failed, SecretMask.Text(exception.ErrorRecord?.ToString() ?? exception.Message));

    /// <summary>The result.</summary>
    public ToolOutput Build()
    {
        var text = SecretMask.Text(Text());
        var isTruncated = IsFull || text.Length > Longest;
        if (isTruncated)
            text = $"{text[..LengthOf(text)]}\n[The output is truncated{(IsFull ? $": the command was stopped after {_items.Count} objects" : $": these are the first {Longest} of {text.Length} characters")}.]";
        var parts = new[] { text, ExitCode == 0 ? "" : $"[Exit code: {ExitCode}]", _end.Error is { } error ? $"{(_end.Status == ToolCallStatus.Failed ? "The command failed" : "The command did not complete")}: {error}" : "" };
        var whole = string.Join('\n', parts.Where(part => part.Length > 0));
        return new ToolOutput(_end.Status, whole.Length > 0 ? whole : "(no output)") { Error = _end.Error, IsEmpty = whole.Length == 0, IsTruncated = isTruncated };
    }

    private static int LengthOf(string text)
    {
        var length = Math.Min(text.Length, Longest);
        return length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }

    private void Take()
    {
        foreach (var item in Objects.ReadAll())
            Add(item);
    }

    private void Add(PSObject? item)
    {
        if (IsFull || item?.BaseObject is null or VerboseRecord or DebugRecord)
            return;
        _items.Add(item);
        _characters += CharactersOf(item.BaseObject);
        IsFull = _items.Count >= MostObjects || _characters > MostCharacters;
        if (IsFull)
            _stop();
    }

    // What is not counted is truncated when the result is built.
    private static int CharactersOf(object item)
    {
        try
        {
            return item is string or InformationRecord or WarningRecord or ErrorRecord ? item.ToString()?.Length ?? 0 : 0;
        }
        catch (Exception exception) when (ForeignObject.IsForeign(exception))
        {
            return 0;
        }
    }

    private string Text()
    {
        var lines = new ObjectLines(new PipelineText());
        foreach (var item in _items.TakeWhile(_ => lines.Characters <= MostCharacters))
            Report(() => Add(lines, item), item, lines);
        var text = "";
        Report(() => text = lines.Take() ?? "", null, lines);
        return text;
    }

    private static void Add(ObjectLines lines, PSObject item)
    {
        switch (item.BaseObject)
        {
            case ErrorRecord error:
                lines.AddLine($"ERROR: {error}");
                break;
            case WarningRecord warning:
                lines.AddLine($"WARNING: {warning.Message}");
                break;
            case InformationRecord information:
                lines.AddLine(information.ToString());
                break;
            default:
                lines.Add(item);
                break;
        }
    }

    private static void Report(Action add, PSObject? item, ObjectLines lines)
    {
        try
        {
            add();
        }
        catch (QwenException exception)
        {
            lines.AddLine($"[{(item is null ? "Output" : $"An object of type {item.BaseObject.GetType().Name}")} was omitted. {exception.Event}]");
        }
    }
}
