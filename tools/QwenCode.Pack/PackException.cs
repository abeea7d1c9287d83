namespace QwenCode.Pack;

/// <summary>A module that cannot be packed as it is.</summary>
/// <param name="message">Why, and where.</param>
internal sealed class PackException(string message) : Exception(message);
