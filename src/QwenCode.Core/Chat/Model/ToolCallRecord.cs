namespace QwenCode;

/// <summary>A tool call of an answer, and what became of it.</summary>
public sealed class ToolCallRecord
{
    private readonly ChatToolCall _call;

    internal ToolCallRecord(ChatToolCall call) => _call = call;

    /// <summary>The service's id of the call; <see langword="null"/> if it sent none.</summary>
    public string? Id => _call.Id;

    /// <summary>The name of the tool, as the model wrote it.</summary>
    public string Name => _call.Name;

    /// <summary>The arguments as the model wrote them: usually a JSON object, for <c>ConvertFrom-Json</c>.</summary>
    public string Arguments => _call.Arguments;

    /// <summary>The command that the call stands for, as it would be typed, secrets masked; <see langword="null"/> if it stands for none.</summary>
    public string? Command { get; internal init; }

    /// <summary>What became of it.</summary>
    public ToolCallStatus Status { get; internal init; }

    /// <summary>Who approved or denied it.</summary>
    public ToolApproval Approval { get; internal init; }

    /// <summary>The time that the tool ran, in seconds. In PowerShell a property of the same name has it as a TimeSpan.</summary>
    /// <remarks>ConvertTo-Json writes this one: a TimeSpan has properties, which would be one level too deep for its default depth.</remarks>
    public double Duration => Elapsed.TotalSeconds;

    /// <summary>Why it was not run, or failed; <see langword="null"/> if it completed.</summary>
    public string? Error { get; internal init; }

    /// <summary>Number of characters that were sent to the model as its result; 0 if it completed without output.</summary>
    public int ResultLength { get; internal init; }

    /// <summary>Whether the result was longer than allowed, and the model got only its beginning.</summary>
    public bool IsTruncated { get; internal init; }

    /// <summary>The time that the tool ran.</summary>
    internal TimeSpan Elapsed { get; init; }

    /// <summary>Name and arguments.</summary>
    public override string ToString() => _call.ToString();
}
