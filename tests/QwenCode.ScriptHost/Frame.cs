namespace QwenCode.ScriptHost;

/// <summary>One message between the tests and a host, a line of JSON; one of its members is set.</summary>
public sealed record Frame
{
    /// <summary>To the host: run this script.</summary>
    public ScriptRequest? Script { get; init; }

    /// <summary>To the host: a line of the script's standard input.</summary>
    public string? Line { get; init; }

    /// <summary>To the host: no more lines follow.</summary>
    public bool? EndOfInput { get; init; }

    /// <summary>From the host: text on the script's standard output.</summary>
    public string? Output { get; init; }

    /// <summary>From the host: text on the script's standard error.</summary>
    public string? Errors { get; init; }

    /// <summary>From the host: the script has ended.</summary>
    public int? ExitCode { get; init; }
}
