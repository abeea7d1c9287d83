namespace QwenCode.Completion;

/// <summary>Completes files of any kind, where each character of a name stands for itself.</summary>
internal sealed class LiteralFileCompleter() : FileCompleter(_ => true);
