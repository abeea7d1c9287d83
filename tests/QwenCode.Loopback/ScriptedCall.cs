namespace QwenCode.Loopback;

/// <summary>A tool call that the model makes.</summary>
/// <param name="Name">The name of the tool; it may be one that the request does not offer.</param>
/// <param name="Arguments">The arguments as the model writes them; may be empty or no JSON.</param>
/// <param name="Id">The id; null for one in the format of the service, unique for the server.</param>
public sealed record ScriptedCall(string Name, string Arguments = "{}", string? Id = null);
