using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace QwenCode.ModuleTests.Errors;

/// <summary>A failure as a script sees it.</summary>
public sealed record Failure(string Name, string BaseUrl, string Id, string Message, string Type, int Attempts, int Requests);

/// <summary>Runs every failing case in one process, when the first test needs one.</summary>
public sealed class FailureRun
{
    /// <summary>The cases and their error ids. What comes before the colon is the server, the rest is what it does.</summary>
    public static readonly IReadOnlyDictionary<string, string> Ids = new Dictionary<string, string>
    {
        ["openai:invalid-api-key"] = "InvalidApiKey",
        ["openai:forbidden"] = "PermissionDenied",
        ["openai:model-not-found"] = "ModelNotFound",
        ["openai:bad-request"] = "InvalidRequest",
        ["openai:context-too-long"] = "ContextTooLong",
        ["openai:payload-too-large"] = "ContextTooLong",
        ["openai:content-blocked"] = "ContentFiltered",
        ["openai:content-filter"] = "ContentFiltered",
        ["openai:rate-limited"] = "RateLimited",
        ["openai:quota-exceeded"] = "QuotaExceeded",
        ["openai:server-error"] = "ServiceUnavailable",
        ["openai:bad-gateway"] = "ServiceUnavailable",
        ["openai:html-page"] = "ProtocolViolation",
        ["openai:empty-body"] = "ProtocolViolation",
        ["openai:not-json"] = "ProtocolViolation",
        ["openai:no-choices"] = "ProtocolViolation",
        ["openai:error-in-ok"] = "ServiceUnavailable",
        ["openai:hang"] = "RequestTimedOut",
        ["openai:cut-body"] = "IncompleteAnswer",
        ["openai:reset"] = "ConnectionFailed",
        ["dashscope:invalid-api-key"] = "InvalidApiKey",
        ["dashscope:forbidden"] = "PermissionDenied",
        ["dashscope:model-not-found"] = "ModelNotFound",
        ["dashscope:context-too-long"] = "ContextTooLong",
        ["dashscope:content-blocked"] = "ContentFiltered",
        ["dashscope:rate-limited"] = "RateLimited",
        ["dashscope:quota-exceeded"] = "QuotaExceeded",
        ["dashscope:server-error"] = "ServiceUnavailable",
        ["refused:connection"] = "ConnectionFailed",
        ["unknown:host"] = "ConnectionFailed",
        ["tls:self-signed"] = "TlsFailed",
    };

    private const string Script = """
        foreach ($case in Get-Content cases.json | ConvertFrom-Json) {
            $env:OPENAI_BASE_URL = $case.BaseUrl
            $seconds = if ($case.Name -like '*:hang') { 1 } else { 30 }
            $failure = try { $null = Invoke-QwenChat hi -Model $case.Model -TimeoutSec $seconds -MaximumRetryCount 0 -ErrorAction Stop } catch { $_ }
            $case | Add-Member @{
                Id       = "$($failure.FullyQualifiedErrorId)"
                Message  = "$failure"
                Type     = "$($failure.Exception.GetType())"
                Attempts = [int]$failure.Exception.Attempts
            }
            $case | ConvertTo-Json -Compress | Add-Content failures.json
        }
        """;

    private readonly Lazy<Task<IReadOnlyDictionary<string, Failure>>> _failures = new(RunAsync);

    /// <summary>How a case failed.</summary>
    public async Task<Failure> OfAsync(string name) => (await _failures.Value)[name];

    private static async Task<IReadOnlyDictionary<string, Failure>> RunAsync()
    {
        await using var openAI = await LoopbackServer.StartAsync();
        await using var dashScope = await LoopbackServer.StartAsync(new LoopbackOptions { Dress = Dress.DashScope });
        await using var tls = await LoopbackServer.StartAsync(new LoopbackOptions { Https = true });
        var urls = new Dictionary<string, string>
        {
            ["openai"] = openAI.BaseUrl.AbsoluteUri,
            ["dashscope"] = dashScope.BaseUrl.AbsoluteUri,
            ["tls"] = tls.BaseUrl.AbsoluteUri,
            ["unknown"] = "http://no-such-host.invalid/v1",
            ["refused"] = $"http://127.0.0.1:{UnusedPort()}/v1",
        };
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", "OPENAI_API_KEY=sk-0123456789-0123456789-wxyz\n");
        var cases = from name in Ids.Keys
                    let parts = name.Split(':')
                    select new { Name = name, BaseUrl = urls[parts[0]], Model = $"fault-{parts[1]}" };
        pwsh.Write("project/cases.json", JsonSerializer.Serialize(cases));

        var result = await pwsh.RunAsync(Script);

        result.ExitCode.ShouldBe(0, result.ToString());
        var asked = openAI.Requests.Select(request => $"openai:{Model(request)}").Concat(dashScope.Requests.Select(request => $"dashscope:{Model(request)}")).ToList();
        return File.ReadLines(Path.Join(pwsh.Project, "failures.json"))
            .Select(line => JsonSerializer.Deserialize<Failure>(line)!)
            .ToDictionary(failure => failure.Name, failure => failure with { Requests = asked.Count(name => name == failure.Name) });
    }

    private static string Model(RecordedRequest request) => request.Json().Text("model")["fault-".Length..];

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
