namespace QwenCode.Completion;

/// <summary>Completes files of any kind, where wildcards are taken as such.</summary>
internal sealed class MaterialCompleter() : FileCompleter(_ => true, isPattern: true);
