namespace QwenCode.ModuleTests.Configuring;

/// <summary>Where nobody can be asked.</summary>
public sealed class HeadlessTests
{
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(30);

    [PwshTheory]
    [InlineData(true, "0", "-NonInteractive")]
    [InlineData(false, "true", "CI")]
    [InlineData(false, "false", "redirected")]
    public async Task A_login_that_nobody_could_approve_is_refused_at_once(bool nonInteractive, string ci, string reason)
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
        seen.Text("Menu").ShouldStartWith("InvalidRequest,");
        seen.Text("Menu").ShouldContain(reason);
        TimeSpan.FromMilliseconds(seen.Number("Milliseconds")).ShouldBeLessThan(Quickly);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_cached_login_works_there()
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
    public async Task The_menu_marks_what_is_in_effect_and_asks_for_a_key_where_there_is_none()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("MenuHost.cs", MenuHost);

        var seen = await pwsh.JsonAsync($$"""
            Add-Type -Path ../MenuHost.cs
            function Play([int] $pick, [string] $key, [string] $before) {
                $menu = [MenuHost]::new($pick, $key)
                $runspace = [runspacefactory]::CreateRunspace($menu)
                $runspace.Open()
                $shell = [powershell]::Create($runspace)
                $null = $shell.AddScript("Import-Module '$manifest'; $before; Set-QwenAuth -PassThru -WarningAction SilentlyContinue")
                $context = $shell.Invoke()
                "$($menu.Choices)|$($menu.Default)|$($context.Method)|$($context.KeySource)|$($shell.Streams.Error)"
                $runspace.Dispose()
            }
            $seen = @(
                Play -1 '' ''
                Play 0 'sk-typed-in' ''
                Play 0 '' '$null = Connect-Qwen -ApiKey sk-explicit'
                Play 3 '' '$env:OPENAI_API_KEY = "sk-environment"; $null = Connect-Qwen -ApiKey sk-explicit'
                Play 0 '' '$null = Connect-Qwen'
            )
            ConvertTo-Json -Compress $seen
            """);

        var rows = seen.Texts();
        rows[0].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment|0|||Nothing was chosen.");
        rows[1].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment|0|ApiKey|this session (ApiKey)|");
        rows[2].ShouldStartWith("API &key (in effect), Qwen &OAuth, Microsoft E&ntra, &Environment|0|ApiKey|this session (ApiKey)|");
        rows[3].ShouldStartWith("API &key (in effect), Qwen &OAuth, Microsoft E&ntra, &Environment|0|ApiKey|process variable OPENAI_API_KEY|");
        rows[4].ShouldStartWith("API &key, Qwen &OAuth, Microsoft E&ntra, &Environment (in effect)|3|ApiKey|process variable OPENAI_API_KEY|");
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
            public MenuHost(int pick, string key) { _ui = new MenuInterface(pick, key); }
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
            public MenuInterface(int pick, string key) { _pick = pick; _key = key; }
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
            public override string ReadLine() { throw new NotSupportedException(); }
            public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new NotSupportedException(); }
            public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new NotSupportedException(); }
            public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) { throw new NotSupportedException(); }
            public override void Write(string value) { }
            public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
            public override void WriteLine(string value) { }
            public override void WriteErrorLine(string value) { }
            public override void WriteDebugLine(string message) { }
            public override void WriteVerboseLine(string message) { }
            public override void WriteWarningLine(string message) { }
            public override void WriteProgress(long sourceId, ProgressRecord record) { }
        }
        """;
}
