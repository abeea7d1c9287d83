namespace QwenCode.Completion;

/// <summary>Completes images of the kinds that services take.</summary>
internal sealed class ImageCompleter() : FileCompleter(".png", ".jpg", ".jpeg", ".gif", ".webp");
