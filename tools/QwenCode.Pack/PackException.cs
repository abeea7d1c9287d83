namespace QwenCode.Pack;

/// <summary>A module that cannot be packed as it is.</summary>
/// <param name="message">The reason and the location.</param>
internal sealed class PackException(string message) : Exception(message);
