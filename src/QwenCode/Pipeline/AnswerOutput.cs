using System.Management.Automation;
using QwenCode.Commands;
using QwenCode.Showing;

namespace QwenCode.Pipeline;

/// <summary>Writes answers so that PowerShell shows their text as it shows a string.</summary>
/// <remarks>
/// The view of <see cref="TextType"/> is out of band: it wraps nothing, adds no line, and does not decide how the objects before and after
/// it are shown. Format-Table and Format-List pass over their own views of such an object. So an answer about one of several inputs, which
/// belongs into a table, has the name only while it is written, and one that stands alone keeps it.
/// </remarks>
/// <param name="command">The command that writes.</param>
internal sealed class AnswerOutput(QwenCommand command)
{
    private const string TextType = "QwenCode.ChatAnswer#Text";

    private readonly OutputTarget _target = new(command);

    /// <summary>Whether what is written is shown on the host and goes nowhere else.</summary>
    public bool IsHost => _target.IsHost;

    /// <summary>Writes the text of an answer, on a screen harmless for it.</summary>
    public void WriteText(ChatAnswer answer) => command.WriteObject(_target.IsScreen ? HumanText.Lines(answer.Text) : answer.Text);

    /// <summary>Writes the object of an answer, on a screen harmless for it.</summary>
    public void WriteParsed(ChatAnswer answer) => command.WriteObject(_target.IsScreen ? DisplayCopy.Of(answer.Parsed) : answer.Parsed, enumerateCollection: true);

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="subject">What it is about.</param>
    public void Write(ChatAnswer answer, Subject subject)
    {
        var isAlone = subject.Item is null || subject.IsContinued;
        if (isAlone ? _target.IsFormat : !_target.IsEnd)
        {
            command.WriteObject(answer);
            return;
        }

        var types = PSObject.AsPSObject(answer).TypeNames;
        types.Insert(0, TextType);
        try
        {
            command.WriteObject(answer);
        }
        finally
        {
            if (!isAlone)
                types.Remove(TextType);
        }
    }
}
