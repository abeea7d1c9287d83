namespace QwenCode.ModuleTests.SignIn;

/// <summary>The environment of one of many cases: service, home, and the script of PowerShell.</summary>
/// <param name="Name">The case.</param>
/// <param name="Arrange">Prepares service and file.</param>
/// <param name="Command">What is run.</param>
/// <param name="Options">How the service behaves; <see langword="null"/> for the usual.</param>
/// <param name="Variables">Process variables beside the usual.</param>
internal sealed record SignInCase(
    string Name,
    Action<SignInStage> Arrange,
    string Command = "Invoke-QwenChat hi -MaximumRetryCount 2 -RetryIntervalSec 1 -ErrorAction Stop",
    Func<LoopbackOptions>? Options = null,
    Dictionary<string, string>? Variables = null);

/// <summary>How a case ended.</summary>
/// <param name="Id">The error's id; empty if there was none.</param>
/// <param name="Message">The error's message, or what came out.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Warnings">The warnings.</param>
/// <param name="Asked">The last segments of the requested paths.</param>
/// <param name="Requests">All requests to the service.</param>
/// <param name="Files">The files in the credential's folder afterwards, by name.</param>
internal sealed record LoginOutcome(
    string Id, string Message, double Seconds, string[] Warnings, string[] Asked, IReadOnlyList<RecordedRequest> Requests, Dictionary<string, string> Files);
