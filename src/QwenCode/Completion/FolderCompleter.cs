namespace QwenCode.Completion;

/// <summary>Completes folders only.</summary>
internal sealed class FolderCompleter() : FileCompleter(_ => false);
