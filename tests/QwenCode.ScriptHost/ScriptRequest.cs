namespace QwenCode.ScriptHost;

/// <summary>A script to run.</summary>
/// <param name="File">Its file.</param>
/// <param name="WorkingDirectory">The current directory.</param>
/// <param name="Environment">All variables of the process.</param>
public sealed record ScriptRequest(string File, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
