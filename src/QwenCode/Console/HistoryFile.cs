using System.Buffers;
using QwenCode.Files;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>
/// The file of the prompts that were sent, one line each. Several consoles append to it; only its owner can read it. If it cannot be used,
/// <see cref="Problem"/> is the reason, and nothing else happens.
/// </summary>
/// <param name="path">The file, absolute.</param>
/// <param name="mostWait">Maximum wait for other consoles; by default as long as nobody notices.</param>
internal sealed class HistoryFile(string path, TimeSpan? mostWait = null)
{
    private const int MostLines = 2 * PromptHistory.Most;
    private const int LargestFile = 32 * 1024 * 1024;
    private const int LargestCompacted = 4 * 1024 * 1024;
    private const int LongestPrompt = 32 * 1024;
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private readonly TimeSpan _mostWait = mostWait ?? TimeSpan.FromMilliseconds(200);
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private int _lines;

    /// <summary>The notice about a file that cannot be used; <see langword="null"/> if it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The newest prompts.</summary>
    public IReadOnlyList<string> Read()
    {
        var prompts = new List<string>();
        Try("read", () => prompts = ReadAll());
        _lines = prompts.Count;
        return prompts[Math.Max(prompts.Count - PromptHistory.Most, 0)..];
    }

    /// <summary>Appends a prompt, unless it is very long. If other consoles write, it is written with the next one.</summary>
    public void Append(string prompt)
    {
        if (Problem is not null || prompt.Length > LongestPrompt)
            return;
        HistoryLines.Write(_waiting, prompt);
        _lines++;
        Try("written", () =>
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
            using var turn = HistoryLock.Take(path, _mostWait);
            if (turn is null)
                return;
            if (AppendWaiting() > LargestCompacted || _lines > MostLines)
                Compact();
        });
    }

    private List<string> ReadAll() => FileReader.Read(path, LargestFile) is { } content ? HistoryLines.Read(content.Bytes) : [];

    // Returns the size of the file. The lines are one write, so that a process that is killed leaves at most one of them incomplete.
    private long AppendWaiting()
    {
        using var stream = Open(out var isNew);
        var endsInLine = isNew || stream.Length == 0 || EndsInLineBreak(stream);
        stream.Seek(0, SeekOrigin.End);
        PrivateFile.Write(stream, endsInLine ? _waiting.WrittenSpan : (byte[])[(byte)'\n', .. _waiting.WrittenSpan]);
        _waiting.Clear();
        return stream.Length;
    }

    private FileStream Open(out bool isNew)
    {
        try
        {
            // Checked before the file is opened, since opening a pipe blocks.
            if (FileFacts.Of(path).Kind != FileKind.Regular)
                throw new UnusableFileException("it is not a regular file");
            isNew = false;
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = Shared, BufferSize = 0 });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            isNew = true;
            return PrivateFile.CreateNew(AtomicFile.TargetOf(path));
        }
    }

    private void Compact()
    {
        var prompts = ReadAll();
        var output = new ArrayBufferWriter<byte>();
        var first = prompts.Count;
        for (var size = 0; first > 0 && prompts.Count - first < PromptHistory.Most && (size += prompts[first - 1].Length) < LargestCompacted / 8; first--)
        {
        }

        foreach (var prompt in prompts[first..])
            HistoryLines.Write(output, prompt);
        AtomicFile.Write(path, output.WrittenSpan);
        _lines = prompts.Count - first;
    }

    private void Try(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Problem ??= $"The prompt history {ForeignText.OneLine(path)} cannot be {what}: {FileFailure.ReasonOf(exception)}. Prompts are kept for this session only.";
        }
    }

    private static bool EndsInLineBreak(FileStream stream)
    {
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
