using System.Net;
using System.Net.Sockets;

namespace QwenCode.ModuleTests.SignIn;

/// <summary>Sign-ins that fail, each for its own reason.</summary>
public sealed class SignInFailureRun
{
    private const string LogIn = "$null = Connect-Qwen -Method OAuth -AllowNonInteractive";

    private static readonly SignInCase[] Cases =
    [
        Polls("denied", ScriptedPoll.Pending, ScriptedPoll.Denied),
        Polls("denied with 200", ScriptedPoll.PendingAs200, ScriptedPoll.ErrorWith200),
        Polls("expired", ScriptedPoll.Pending, ScriptedPoll.Expired),
        new("code ran out", stage => stage.Server.Options.OAuth.ExpiresIn = TimeSpan.FromMilliseconds(200), LogIn),
        new("not approved in time", _ => { }, $"{LogIn} -TimeoutSec 1"),
        Polls("poll hangs", ScriptedPoll.Hang) with { Command = $"{LogIn} -TimeoutSec 4" },
        new("service hangs", stage => stage.Server.Options.OAuth.DeviceFaults.Enqueue(Fault.Hang), $"{LogIn} -TimeoutSec 1"),
        new("refresh hangs", stage =>
        {
            stage.StoreCredential(TimeSpan.FromMinutes(-1));
            stage.Server.Options.OAuth.ScriptedRefreshes.Enqueue(ScriptedRefresh.Hang);
        }, $"{LogIn} -TimeoutSec 1"),
        new("wrong client", _ => { }, LogIn, Variables: new() { ["QWEN_OAUTH_CLIENT_ID"] = "no-such-client" }),
        new("unreachable", _ => { }, LogIn, Variables: new() { ["QWEN_OAUTH_BASE_URL"] = $"http://127.0.0.1:{UnusedPort()}" }),
        new("unknown host", _ => { }, LogIn, Variables: new() { ["QWEN_OAUTH_BASE_URL"] = "https://no-such-host.invalid" }),
        new("unsafe host", _ => { }, LogIn, Variables: new() { ["QWEN_OAUTH_BASE_URL"] = "http://example.com" }),
        new("wrong certificate", _ => { }, LogIn, () => new LoopbackOptions { Https = true }),
        Answers("reset", Fault.Reset),
        Answers("page", Fault.HtmlPage),
        Answers("overloaded", Fault.Unavailable),
        Answers("too fast", Fault.Status(429, """{"error":"slow_down"}""")),
        Answers("redirect", Fault.Status(302, "", headers: new Dictionary<string, string> { ["Location"] = "https://example.com/" })),
        new("foreign endpoint", stage =>
        {
            stage.Server.Options.OAuth.ResourceUrl = "example.com";
            stage.Server.OAuth.Approve();
        }, LogIn),
        Pages("foreign page", "https://example.com/authorize", LogIn),
        Pages("foreign page without browser", "https://example.com/authorize", $"{LogIn} -NoBrowser"),
        Pages("page behind a user name", "https://chat.qwen.ai@evil.example/authorize", $"{LogIn} -NoBrowser"),
        OnlyPage("no own page", "https://example.com/authorize"),
        OnlyPage("no own page but a user name", "https://127.0.0.1@evil.example/authorize"),
        OnlyPage("endless page", $"http://127.0.0.1/{new string('x', 300_000)}"),
        new("headless", _ => { }, "$null = Connect-Qwen -Method OAuth"),
        new("headless with a refused login", stage =>
        {
            stage.StoreCredential(TimeSpan.FromMinutes(-1));
            stage.Server.OAuth.RevokeRefreshTokens();
        }, "$null = Connect-Qwen -Method OAuth"),
        new("method not allowed", stage =>
        {
            Directory.CreateDirectory(stage.Folder);
            File.WriteAllText(Path.Join(stage.Folder, "settings.json"), """{ "security": { "auth": { "enforcedType": "openai" } } }""");
        }, LogIn),
    ];

    private readonly Lazy<Task<IReadOnlyDictionary<string, LoginOutcome>>> _outcomes = new(() => SignInRun.RunAsync(Cases));

    internal async Task<LoginOutcome> OfAsync(string name) => (await _outcomes.Value)[name];

    private static SignInCase Pages(string name, string complete, string command) => new(name, stage =>
    {
        stage.Server.Options.OAuth.VerificationUriComplete = complete;
        stage.Server.OAuth.Approve();
    }, $"& {{ {command} -InformationVariable shown; \"$shown\" }}");

    private static SignInCase OnlyPage(string name, string page) => Answers(
        name, Fault.RawJson($$"""{"device_code":"d","user_code":"u","verification_uri":"{{page}}","verification_uri_complete":"{{page}}"}""")) with { Command = $"{LogIn} -NoBrowser" };

    private static SignInCase Polls(string name, params ScriptedPoll[] polls) =>
        new(name, stage => Array.ForEach(polls, stage.Server.Options.OAuth.ScriptedPolls.Enqueue), LogIn);

    private static SignInCase Answers(string name, Fault fault) => new(name, stage => stage.Server.Options.OAuth.DeviceFaults.Enqueue(fault), LogIn);

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
