using System.Collections.Concurrent;

namespace QwenCode.ScriptHost;

/// <summary>The standard input of one script, read by lines.</summary>
internal sealed class LineReader : TextReader
{
    private readonly BlockingCollection<string> _lines = [];

    public void Add(string line) => _lines.Add(line);

    public void End() => _lines.CompleteAdding();

    public override string? ReadLine() => _lines.TryTake(out var line, Timeout.Infinite) ? line : null;

    public override int Peek() => -1;

    public override int Read() => throw new NotSupportedException("A script in a shared host reads lines. For anything else, run it in a process of its own.");

    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        base.Dispose(disposing);
    }
}
