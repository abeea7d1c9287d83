using System.Text.Json;
using QwenCode.Pack;

namespace QwenCode.ModuleTests.Guides;

/// <summary>A project of a user who follows README and the guides, with a server instead of the vendors.</summary>
internal sealed class GuideStage : IAsyncDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    // Each example starts from the same state, with an answer in $a and a stored credential. The user and git are simulated.
    private const string Script = """
        $ErrorActionPreference = $WarningPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        $before = [Environment]::GetEnvironmentVariables()
        class Person { [string] $Name; [int] $Age }
        $turns = @{ Count = 0 }
        function Read-Host([string] $Prompt, [switch] $AsSecureString) {
            if ($AsSecureString) { return ConvertTo-SecureString 0123456789abcdef -AsPlainText -Force }
            if ($turns.Count++ -eq 2) { break }
            'Say hello'
        }
        function Get-Credential { [pscredential]::new('ann', (Read-Host -AsSecureString)) }
        function git { 'diff --git a/upload.py b/upload.py' }
        function pwsh { $input | & $env:PWSH_PROGRAM @(if ($env:PWSH_LIBRARY) { $env:PWSH_LIBRARY }) @args }
        $results = foreach ($example in Get-Content ../examples.json -Raw | ConvertFrom-Json) {
            $PSDefaultParameterValues.Clear()
            $turns.Count = 0
            Disconnect-Qwen
            Set-Location $env:PLACE
            Remove-Item ~/.qwen/settings.json -ErrorAction Ignore
            Copy-Item ../oauth_creds.json ~/.qwen
            foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
            $a = Invoke-QwenChat 'Say hello'
            foreach ($default in $example.Defaults.PSObject.Properties) { $PSDefaultParameterValues[$default.Name] = $default.Value }
            $problem = $null
            $outputs = @(& {
                foreach ($__command in $example.Commands) {
                    try { . ([scriptblock]::Create($__command)) 6> $null | Out-String -Width 120 }
                    catch { Set-Variable problem "$_" -Scope 1; '' }
                }
            })
            @{ Problem = $problem; Outputs = $outputs }
        }
        ConvertTo-Json @($results) -Compress -Depth 3 | Set-Content ../results.json
        """;

    private readonly LoopbackServer _server;
    private readonly LoopbackProxy _proxy = new();
    private readonly PwshRun _pwsh = new() { HasOwnProcess = true };

    private readonly GetQwenConversation.SavedTalks _talks;

    private GuideStage(LoopbackServer server) => (_server, _talks) = (server, new(_pwsh));

    /// <summary>The clone: the built module in the project's directory.</summary>
    public string Clone => _pwsh.WorkingDirectory;

    /// <summary>Creates the project. The server returns the demo's answers and approves every sign-in.</summary>
    public static async Task<GuideStage> StartAsync()
    {
        var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = DemoReply.Create, Batches = BatchRules.OpenAI });
        server.Batches.Script = new BatchScript { Statuses = [] };
        server.Options.OAuth.Interval = TimeSpan.FromMilliseconds(50);
        server.OAuth.Approve();
        var stage = new GuideStage(server);
        stage.Furnish();
        return stage;
    }

    /// <summary>Runs examples in one PowerShell; returns the output of each command, or the error.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="import">What imports the module.</param>
    public async Task<IReadOnlyList<(string? Problem, string[] Outputs)>> RunAsync(IEnumerable<GuideExample> examples, string import)
    {
        _pwsh.Write("home/examples.json", JsonSerializer.Serialize(examples.Select(example => new
        {
            Commands = example.Commands.Select(command => Complete(example.Section, command.Text)).ToArray(),
            Defaults = Defaults(example),
        })));
        await RunAsync($"{import}\n{Script}");
        var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Join(_pwsh.Home, "results.json"))).RootElement;
        return [.. results.EnumerateArray().Select(result => (result.GetProperty("Problem").GetString(), result.Texts("Outputs")))];
    }

    /// <summary>Runs a script without the module.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(string script)
    {
        var run = await _pwsh.RunAsync(script, import: false);
        return run.ExitCode == 0 && run.Errors.Length == 0 ? run.Output : throw new InvalidOperationException($"The script failed.\n{run}");
    }

    /// <summary>The files in <c>~/.qwen</c> and in the data folder.</summary>
    public IEnumerable<string> Kept() => new[] { Path.Join(_pwsh.Home, ".qwen"), Path.GetDirectoryName(_talks.Folder)! }
        .Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pwsh.Dispose();
        _proxy.Dispose();
        await _server.DisposeAsync();
    }

    // What a reader fills in, and the command that parameters belong to.
    private string Complete(string section, string command)
    {
        var filled = command.Replace("…'", $"{Key}'").Replace("<clone>", Clone).Replace("http://proxy:8080", _proxy.Url)
            .Replace("https://llm.example.com/v1", _server.BaseUrl.AbsoluteUri).Replace("https://RES.openai.azure.com", _server.BaseUrl.AbsoluteUri)
            .Replace("https://WORKSPACE.cn-beijing.maas.aliyuncs.com", _server.BaseUrl.AbsoluteUri);
        return !filled.StartsWith('-') ? filled : section.Contains("OAuth") ? $"Connect-Qwen -Method OAuth {filled}" : $"Invoke-QwenChat hi {filled}";
    }

    // The vendor's endpoint is the server; there is no user at the console.
    private Dictionary<string, object> Defaults(GuideExample example)
    {
        var text = example.ToString();
        if (example.Section.Contains("OAuth"))
            return text.Contains("Connect-Qwen") || text.Contains(": -") ? new() { ["Connect-Qwen:AllowNonInteractive"] = true } : [];
        return new() { ["Connect-Qwen:BaseUrl"] = _server.BaseUrl.AbsoluteUri };
    }

    private void Furnish()
    {
        var pwsh = PinnedPowerShell.CommandLine();
        _pwsh.WithLogin(_server).With("OPENROUTER_API_KEY", $"sk-or-{Key}")
            .With("PWSH_PROGRAM", pwsh[0]).With("PWSH_LIBRARY", pwsh.ElementAtOrDefault(1) ?? "").With("NO_BROWSER", "1");
        _pwsh.WorkingDirectory = _pwsh.MakeDirectory("home/QwenCode");
        _pwsh.With("PLACE", Clone);
        ModulePackage.CopyTo(Clone);
        ModulePackage.CopyTo(Path.Join(Clone, "modules", "QwenCode", ModulePackage.Version));

        GalleryPackage.Create(ModulePackage.Folder, _pwsh.MakeDirectory("home/QwenCode/out"), ModulePackage.Version);
        File.Copy(Path.Join(_pwsh.Home, ".qwen", "oauth_creds.json"), Path.Join(_pwsh.Home, "oauth_creds.json"));
        _talks.Save("talk", Clone, "Name a river");
        Write(".env", $"OPENAI_API_KEY=sk-{Key}\nOPENAI_BASE_URL={_server.BaseUrl}\nOPENAI_MODEL=qwen3.6-plus\n");
        Write("build.ps1", "param($Task)\n");
        Write("summarize.ps1", GuideSource.Examples.Single(example => example.Code.Contains("Import-Module ./modules/QwenCode")).Code);
        Write("app.log", "INFO started\nERROR 03:12 pool exhausted\nERROR 03:13 query failed\nINFO stopped\n");
        Write("questions.txt", "Say hello\nWhat is the capital of France?\n");
        Write("reviews.csv", "Id,Text\n1,I love it\n2,It broke on day one\n3,It is a lamp\n");
        Write("person.json", """{ "type": "object", "properties": { "name": { "type": "string" } } }""");
        Write("src/Pool.cs", "class Pool { }\n");
        Write("src/Query.cs", "class Query { }\n");
        foreach (var image in new[] { "photo.jpg", "map.png" })
            File.WriteAllBytes(Path.Join(Clone, image), Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
    }

    private void Write(string file, string text) => _pwsh.Write($"home/QwenCode/{file}", text);
}
