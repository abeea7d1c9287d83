using System.Text.Json;
using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Help;

/// <summary>The project of the examples: Ann's project <c>shop</c>, with a key in its <c>.env</c> file.</summary>
internal sealed partial class ExampleStage : IAsyncDisposable
{
    private const int ShownPort = 8095;

    // Each example starts from the same state: nothing set in the session, the variables as they were, and the project's directory.
    private const string Script = """
        $ErrorActionPreference = $WarningPreference = 'Stop'
        $before = [Environment]::GetEnvironmentVariables()
        $results = foreach ($example in Get-Content examples.json -Raw | ConvertFrom-Json) {
            Disconnect-Qwen
            Set-Location $HOME/shop
            foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
            $problem = $null
            $outputs = @(& {
                foreach ($__block in $example.Blocks) {
                    $tokens = $problems = $null
                    $null = [Management.Automation.Language.Parser]::ParseInput($__block, [ref] $tokens, [ref] $problems)
                    try {
                        if ($problems) { throw ($problems -join ' ') }
                        if ($example.IsInteractive) { '' } else { . ([scriptblock]::Create($__block)) 6> $null | Out-String -Width 250 }
                    }
                    catch {
                        Set-Variable problem "$_" -Scope 1
                        ''
                    }
                }
            })
            @{ Problem = $problem; Outputs = $outputs }
        }
        ConvertTo-Json @($results) -Compress -Depth 3
        """;

    private readonly LoopbackServer _server;
    private readonly PwshRun _pwsh = new() { HasOwnProcess = true };

    private ExampleStage(LoopbackServer server) => _server = server;

    /// <summary>Creates the project, with a server that returns the demo's answers and approves every sign-in.</summary>
    public static async Task<ExampleStage> StartAsync()
    {
        var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = DemoReply.Create, Batches = BatchRules.OpenAI });
        server.Batches.Script = new BatchScript { Statuses = [] };
        server.OAuth.Approve();
        var stage = new ExampleStage(server);
        stage.Furnish();
        return stage;
    }

    /// <summary>Runs examples in one PowerShell; returns the output of each block, or the error.</summary>
    public async Task<IReadOnlyList<(string? Problem, string[] Outputs)>> RunAsync(IEnumerable<(bool IsInteractive, IEnumerable<string> Blocks)> examples)
    {
        _pwsh.Write("home/shop/examples.json", JsonSerializer.Serialize(examples.Select(example => new { example.IsInteractive, Blocks = example.Blocks.ToArray() })));
        var results = await _pwsh.JsonAsync(Script);
        return [.. results.EnumerateArray().Select(result => (result.GetProperty("Problem").GetString(), result.Texts("Outputs").Select(Shown).ToArray()))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pwsh.Dispose();
        await _server.DisposeAsync();
    }

    // As on Ann's machine, at her first request.
    private string Shown(string output) => Requests().Replace(
        output.Replace(_pwsh.Home, "/home/ann").Replace('\\', '/').Replace($":{_server.BaseUrl.Port}/", $":{ShownPort}/").Replace("\r", ""),
        "1 in the last minute, 1 today");

    private void Furnish()
    {
        _pwsh.With("PSModulePath", ModulePackage.ModulesFolder).With("QWEN_OAUTH_BASE_URL", _server.Origin.AbsoluteUri).With("NO_BROWSER", "1").With("CI", "").With("TZ", "UTC");
        _pwsh.WorkingDirectory = _pwsh.MakeDirectory("home/shop");
        _pwsh.Write("home/shop/.env", $"""
            OPENAI_API_KEY=sk-7f3a9c2e5b8d40167f3a9c2e5b8d4016
            OPENAI_BASE_URL={_server.BaseUrl}
            OPENAI_MODEL=qwen3.6-plus
            DEBUG=1
            """);
        _pwsh.Write("home/.qwen/.env", "OPENAI_API_KEY=sk-c41d8e6f0a2b4c7dc41d8e6f0a2b4c7d\n");
        _pwsh.Write("home/shop/app.log", "INFO started\nERROR 03:12 pool exhausted\nERROR 03:13 query failed\nINFO stopped\n");
        _pwsh.Write("home/shop/reviews.txt", "I love it\nIt broke on day one\nIt is a lamp\n");
        _pwsh.Write("home/shop/reviews/lamp.txt", "I love it\n");
        _pwsh.Write("home/shop/reviews/chair.txt", "It broke on day one\n");
        _pwsh.Write("home/shop/src/api/server.cs", "class Server { }\n");
        _pwsh.Write("home/shop/verdict.json", """{ "type": "object", "properties": { "verdict": { "enum": ["positive", "negative", "neutral"] } } }""");
        File.WriteAllBytes(Path.Join(_pwsh.WorkingDirectory, "map.png"), Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
    }

    [GeneratedRegex(@"\d+ in the last minute, \d+ today")]
    private static partial Regex Requests();
}
