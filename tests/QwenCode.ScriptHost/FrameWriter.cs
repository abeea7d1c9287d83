using System.Text;

namespace QwenCode.ScriptHost;

/// <summary>The standard output or standard error of all scripts, since PowerShell keeps the first writer that it finds.</summary>
internal sealed class FrameWriter(Action<string> send) : TextWriter
{
    public override Encoding Encoding { get; } = new UTF8Encoding(false);

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Write(Environment.NewLine);

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
            send(value);
    }
}
