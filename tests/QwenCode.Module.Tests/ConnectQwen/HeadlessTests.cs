namespace QwenCode.ModuleTests.ConnectQwen;

/// <summary>Sessions in which the user cannot be prompted.</summary>
public sealed class HeadlessTests
{
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(30);

    [PwshTheory]
    [InlineData(true, "0", "-NonInteractive")]
    [InlineData(false, "true", "CI")]
    [InlineData(false, "false", "redirected")]
    public async Task A_sign_in_without_a_user_is_rejected_at_once(bool nonInteractive, string ci, string reason)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { IsNonInteractive = nonInteractive }.With("CI", ci).With("QWEN_OAUTH_BASE_URL", server.Origin.AbsoluteUri);

        var seen = await pwsh.JsonAsync("""
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $login = try { Connect-Qwen -Method OAuth; 'none' } catch { "$($_.FullyQualifiedErrorId) $_" }
            $menu = try { Set-QwenAuth; 'none' } catch { "$($_.FullyQualifiedErrorId) $_" }
            @{ Login = $login; Menu = $menu; Milliseconds = $clock.ElapsedMilliseconds } | ConvertTo-Json -Compress
            """);

        seen.Text("Login").ShouldStartWith("InteractiveLoginUnavailable,");
        seen.Text("Login").ShouldContain(reason);
        seen.Text("Menu").ShouldStartWith("InvalidParameter,");
        seen.Text("Menu").ShouldContain(reason);
        TimeSpan.FromMilliseconds(seen.Number("Milliseconds")).ShouldBeLessThan(Quickly);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_cached_credential_works_in_a_headless_session()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { RequireOAuth = true });
        using var pwsh = new PwshRun().WithLogin(server).With("CI", "1");

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat hi
            $context = Connect-Qwen -Method OAuth
            @{ Text = $answer.Text; Method = "$($context.Method)"; Source = $context.KeySource } | ConvertTo-Json -Compress
            """);

        seen.Text("Text").ShouldBe("You said: hi");
        seen.Text("Method").ShouldBe("OAuth");
        seen.Text("Source").ShouldEndWith("oauth_creds.json");
        server.Requests.Single().Key().ShouldBe(server.OAuth.Issued.Single().AccessToken);
    }

    [PwshFact]
    public async Task The_menu_marks_the_method_in_effect_prompts_for_provider_key_and_model_and_shows_the_result()
    {
        using var pwsh = new PwshRun().With("K_ONE", "k-one").With("ROUTES", """
            { "modelProviders": { "openai": [
                { "id": "m-one", "name": "[Mine] m-one", "baseUrl": "https://one.example/v1", "envKey": "K_ONE" }, { "id": "m-two", "baseUrl": "https://two.example/v1", "envKey": "K_ONE" },
                { "id": "m-missing", "baseUrl": "https://two.example/v1", "envKey": "K_MISSING" }] } }
            """);
        pwsh.Write("MenuHost.cs", MenuHost);
        Directory.CreateDirectory(Path.Join(pwsh.Home, ".qwen"));

        var seen = await pwsh.JsonAsync($$"""
            Add-Type -Path ../MenuHost.cs
            function Play([int] $pick, [string] $key, [string] $before, [string[]] $lines, [string] $command = 'Set-QwenAuth -PassThru') {
                $menu = [MenuHost]::new($pick, $key, $lines)
                $runspace = [runspacefactory]::CreateRunspace($menu)
                $runspace.Open()
                $shell = [powershell]::Create($runspace)
                $null = $shell.AddScript("Import-Module '$manifest'; $before; $command -WarningAction SilentlyContinue")
                $context = $shell.Invoke()
                "$($menu.Choices)|$($menu.Default)|$($context.Method)|$($context.KeySource)|$($shell.Streams.Error)|$($context.Provider) $($context.Model)|$($menu.Asked)|$($shell.Streams.Information)"
                $runspace.Dispose()
            }
            $seen = @(
                Play -1 '' ''
                Play 0 'sk-typed-in' ''
                Play 0 '' '$null = Connect-Qwen -ApiKey sk-explicit'
                Play 3 '' '$env:OPENAI_API_KEY = "sk-environment"; $null = Connect-Qwen -ApiKey sk-explicit'
                Play 0 '' '$null = Connect-Qwen'
                Play 0 'sk-typed-in' '$env:OPENAI_API_KEY = $null' 'dashscop', 'openrouter', 'qwen/qwen3-max'
                Play 0 '' '' 'Ollama', 'qwen3'
                Play 0 'sk-typed-in' '$null = Connect-Qwen -ApiKey sk-explicit' 'https://models.example.com/v1', 'm'
                Play 0 'azure-key-typed-in' '' 'AzureOpenAI', 'https://me.openai.azure.com', 'my-deployment'
                Play 1 '' '$null = Connect-Qwen -ApiKey sk-explicit'
                Play 0 '' ''
                Play 0 'sk-typed-in' '' 'openruter', 'openrouter' 'Connect-Qwen'
                Play 0 '' '' @() 'Connect-Qwen'
                Play 0 'sk-of-a-gateway' '' 'http://127.0.0.1:9/v1' 'Connect-Qwen'
                Play 0 '' '' @() 'Connect-Qwen -Provider OpenRouter'
                Play 0 '' '$null = Connect-Qwen -ApiKey sk-explicit' 'https://models.example.com/v1', 'm'
                Play 0 '' '$null = Connect-Qwen -ApiKey sk-explicit -BaseUrl https://models.example.com/v1' 'https://models.example.com/v2', 'm'
                Play 0 'sk-typed-in' '' '1', 'nowhere', '3', ''
                Play 0 'sk-typed-in' '' 'moonshot', ''
                Play 0 'sk-typed-in' '' 'Z.AI', 'ZAICodingPlan', '' 'Connect-Qwen'
                Play 4 '' 'Set-Content ~/.qwen/settings.json $env:ROUTES' 'm-nothing', '2'
                Play 4 '' '' 'm-missing'
            )
            ConvertTo-Json -Compress $seen
            """);

        var rows = seen.Texts();
        rows[0].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment|0|||Nothing was chosen.");
        rows[1].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment|0|ApiKey|this session (ApiKey)|");
        rows[2].ShouldStartWith("API &key (in effect), Qwen &OAuth, Microsoft E&ntra, &Environment|0|ApiKey|this session (ApiKey)|");
        rows[3].ShouldStartWith("API &key (in effect), Qwen &OAuth, Microsoft E&ntra, &Environment|0|ApiKey|process variable OPENAI_API_KEY|");
        rows[4].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment (in effect)|3|ApiKey|process variable OPENAI_API_KEY|");
        rows[1].ShouldEndWith("|DashScope qwen3.6-plus|Provider or base URL (Enter lets the key decide): API key (Enter uses the environment's): Model (Enter uses qwen3.6-plus): |In effect now: ApiKey at DashScope (https://dashscope.aliyuncs.com/compatible-mode/v1), model qwen3.6-plus, with the key from this session (ApiKey).");
        rows[2].ShouldContain("|Provider or base URL (Enter keeps DashScope): API key (Enter keeps the one in effect): Model (Enter keeps qwen3.6-plus): |");
        rows[5].ShouldContain("|ApiKey|this session (ApiKey)||OpenRouter qwen/qwen3-max|Provider or base URL (Enter lets the key decide): 'dashscop' is not a provider.");
        rows[6].ShouldContain("|ApiKey|||Ollama qwen3|Provider or base URL (Enter lets the key decide): Model: |In effect now: ", customMessage: "a server on this machine needs no key");
        rows[7].ShouldContain("|this session (ApiKey)||Custom m|");
        rows[8].ShouldContain("|this session (ApiKey)||AzureOpenAI my-deployment|Provider or base URL (Enter lets the key decide): Base URL of AzureOpenAI, such as https://<resource>.openai.azure.com: API key (Enter uses the environment's): Model: |");
        rows[9].ShouldContain("Connect-Qwen -Method OAuth", customMessage: "a choice that cannot work is refused");
        rows[9].ShouldNotContain("In effect now");
        rows[10].ShouldNotContain("In effect now");
        rows[10].ShouldContain("No API key or sign-in was found");
        rows[11].ShouldContain("|ApiKey|this session (ApiKey)||OpenRouter z-ai/glm-4.5-air:free|Provider or base URL (Enter lets the key decide): 'openruter' is not a provider. Did you mean OpenRouter?");
        rows[12].ShouldContain("No API key or sign-in was found. Looked for");
        rows[13].ShouldContain("|ApiKey|this session (ApiKey)||Custom qwen3.7-max|Provider or base URL (Enter lets the key decide): API key (Enter sends none): Model (Enter uses qwen3.7-max): |");
        rows[14].ShouldContain("|No API key for OpenRouter was found", customMessage: "what names something is not bare");
        rows[14].ShouldContain("| ||", customMessage: "and asks nothing");
        rows[15].ShouldContain("API key (Enter uses the environment's)", customMessage: "a key stays with its endpoint");
        rows[15].ShouldContain("The session's key was specified for dashscope.aliyuncs.com and is not sent to models.example.com");
        rows[15].ShouldNotContain("In effect now");
        rows[16].ShouldContain("|this session (ApiKey)||Custom m|Provider or base URL (Enter keeps Custom): API key (Enter keeps the one in effect): Model (Enter");
        rows[17].ShouldContain("|this session (ApiKey)||DashScopeUS qwen3.6-plus|Provider or base URL (Enter lets the key decide): Region or plan (Enter takes DashScope): 'nowhere' is not one of these.Region or plan (Enter takes DashScope): API key (Enter uses the environment's): Model (Enter uses qwen3.6-plus): |In effect now: ApiKey at DashScopeUS");
        rows[18].ShouldContain("|this session (ApiKey)||Moonshot kimi-k3|Provider or base URL (Enter lets the key decide): API key (Enter uses the environment's): Model (Enter uses kimi-k3): |");
        rows[19].ShouldContain("|this session (ApiKey)||ZAICodingPlan GLM-5.2|Provider or base URL (Enter lets the key decide): Region or plan (Enter takes ZAI): API key");
        rows[20].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment (in effect), &Configured model|3|ApiKey|modelProviders.openai[1].envKey in ");
        rows[20].ShouldContain("||Custom m-two|Model: 'm-nothing' is not one of these.Model: |In effect now: ApiKey at Custom (https://two.example/v1), model m-two");
        rows[21].ShouldContain("No key for m-missing was found in K_MISSING");
        rows[21].ShouldNotContain("In effect now");
    }

    private const string MenuHost = """
        using System;
        using System.Collections.Generic;
        using System.Collections.ObjectModel;
        using System.Globalization;
        using System.Linq;
        using System.Management.Automation;
        using System.Management.Automation.Host;
        using System.Net;
        using System.Security;

        public sealed class MenuHost : PSHost
        {
            private readonly MenuInterface _ui;
            public MenuHost(int pick, string key, string[] lines) { _ui = new MenuInterface(pick, key, lines); }
            public string Asked { get { return _ui.Asked; } }
            public string Choices { get { return _ui.Choices; } }
            public int Default { get { return _ui.Default; } }
            public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
            public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
            public override Guid InstanceId { get; } = Guid.NewGuid();
            public override string Name { get { return "MenuHost"; } }
            public override PSHostUserInterface UI { get { return _ui; } }
            public override Version Version { get { return new Version(1, 0); } }
            public override void EnterNestedPrompt() { }
            public override void ExitNestedPrompt() { }
            public override void NotifyBeginApplication() { }
            public override void NotifyEndApplication() { }
            public override void SetShouldExit(int exitCode) { }
        }

        public sealed class MenuInterface : PSHostUserInterface
        {
            private readonly int _pick;
            private readonly string _key;
            private readonly Queue<string> _lines;
            public MenuInterface(int pick, string key, string[] lines) { _pick = pick; _key = key; _lines = new Queue<string>(lines ?? new string[0]); }
            public string Asked = "";
            public string Choices = "";
            public int Default;
            public override PSHostRawUserInterface RawUI { get { return null; } }
            public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
            {
                Choices = string.Join(", ", choices.Select(c => c.Label));
                Default = defaultChoice;
                return _pick;
            }
            public override SecureString ReadLineAsSecureString() { return new NetworkCredential("", _key).SecurePassword; }
            public override string ReadLine() { return _lines.Count > 0 ? _lines.Dequeue() : ""; }
            public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new NotSupportedException(); }
            public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new NotSupportedException(); }
            public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) { throw new NotSupportedException(); }
            public override void Write(string value) { Asked += value; }
            public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
            public override void WriteLine(string value) { if (value.Contains("is not a provider") || value.Contains("is not one of these")) Asked += value; }
            public override void WriteErrorLine(string value) { }
            public override void WriteDebugLine(string message) { }
            public override void WriteVerboseLine(string message) { }
            public override void WriteWarningLine(string message) { }
            public override void WriteProgress(long sourceId, ProgressRecord record) { }
        }
        """;
}
