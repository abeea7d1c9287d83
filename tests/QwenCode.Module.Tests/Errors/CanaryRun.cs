using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using QwenCode.ModuleTests.SignIn;

namespace QwenCode.ModuleTests.Errors;

/// <summary>What a canary run let out, and the secrets that must not be in it.</summary>
/// <param name="Texts">Standard output and error, and each file that it wrote, by name.</param>
/// <param name="Secrets">The secrets, by name.</param>
/// <param name="Reached">The parameter sets and error ids that were reached, and the parameter sets that there are.</param>
internal sealed record CanaryOutcome(Dictionary<string, string> Texts, Dictionary<string, string> Secrets, string[] Reached);

/// <summary>Runs the canary steps when the first test needs them, all runs at once.</summary>
public sealed class CanaryRun
{
    private readonly Lazy<Task<CanaryOutcome>> _keys = new(KeysAsync);
    private readonly Lazy<Task<CanaryOutcome>> _logins = new(LoginsAsync);
    private readonly Lazy<Task<CanaryOutcome>> _locked = new(LockedAsync);

    internal async Task<IReadOnlyDictionary<string, CanaryOutcome>> OutcomesAsync()
    {
        await Task.WhenAll(_keys.Value, _logins.Value, _locked.Value);
        return new Dictionary<string, CanaryOutcome> { ["keys"] = await _keys.Value, ["logins"] = await _logins.Value, ["locked"] = await _locked.Value };
    }

    private static async Task<CanaryOutcome> KeysAsync()
    {
        var secrets = Plant(
            "parameter", "process", "file", "file's password", "file's URL", "file's nameless", "settings", "settings' variable", "broken file", "broken settings",
            "URL password", "URL user", "URL query", "client secret", "certificate password", "access token", "proxy password", "route key", "header", "key as a name", "member");
        await using var server = await LoopbackServer.StartAsync();
        await using var tls = await LoopbackServer.StartAsync(new LoopbackOptions { Https = true });
        await using var tools = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.EndlessAnyway(new ScriptedCall("Get-Canary")) });
        await using var batches = await LoopbackServer.StartAsync(new LoopbackOptions { Batches = BatchRules.OpenAI });
        batches.Batches.Script = new BatchScript { Statuses = ["in_progress"], Line = line => line.CustomId == "1" ? LineOutcome.Error("batch_expired", "Too late.") : LineOutcome.Fail(401, "invalid_api_key", $"Incorrect API key provided: {secrets["parameter"]}.") };
        batches.Batches.Enqueue(BatchStep.Create, BatchFault.Status(400, $"Authorization: Bearer {secrets["parameter"]}"));
        using var echo = new EchoingService("");
        using var proxy = new LoopbackProxy();
        using var pwsh = new PwshRun()
            .With("SERVER", server.BaseUrl.AbsoluteUri).With("TOOL_SERVER", tools.BaseUrl.AbsoluteUri).With("BATCH_SERVER", batches.BaseUrl.AbsoluteUri).With("TLS_SERVER", tls.BaseUrl.AbsoluteUri).With("ECHO", echo.Origin).With("FORMS", $"{EchoingService.Forms}")
            .With("HTTPS_PROXY", proxy.Url.Replace("//", $"//me:{Uri.EscapeDataString(secrets["proxy password"])}@", StringComparison.Ordinal)).With("NO_PROXY", "127.0.0.1,localhost");
        pwsh.Write("project/with-file/.env", $"""
            OPENAI_API_KEY={secrets["file"]}
            OPENAI_BASE_URL={server.BaseUrl}
            OPENAI_MODEL=qwen3-max
            DB_PASSWORD='{secrets["file's password"]}'
            SERVICE_URL=https://me:{secrets["file's URL"]}@host.example/
            NAMELESS=sk-{secrets["file's nameless"]}
            """);
        pwsh.Write("project/with-broken-file/.env", $"OPENAI_API_KEY=\"{secrets["broken file"]}\nOPENAI_MODEL=m\n");
        pwsh.MakeDirectory("project/with-settings");
        pwsh.Write("home/.qwen/settings.json", JsonSerializer.Serialize(new
        {
            security = new { auth = new { apiKey = secrets["settings"] } },
            env = new Dictionary<string, string> { ["SERVICE_TOKEN"] = secrets["settings' variable"] },
        }));
        pwsh.Write("project/with-broken-settings/.qwen/settings.json", $$$"""{ "security": { "auth": { "apiKey": "{{{secrets["broken settings"]}}}" """);
        pwsh.Write("project/with-rule/.qwen/settings.json", """{ "security": { "auth": { "enforcedType": "qwen-oauth" } } }""");
        await File.WriteAllBytesAsync(Path.Join(pwsh.Project, "app.pfx"), Certificate(secrets["certificate password"]), TestContext.Current.CancellationToken);
        return await RunAsync(pwsh, CanarySteps.Keys, secrets);
    }

    private static async Task<CanaryOutcome> LoginsAsync()
    {
        var secrets = Plant("device code", "stored access token", "stored refresh token", "proxy password");
        await using var stage = await SignInStage.StartAsync();
        using var echo = new EchoingService(secrets["device code"]);
        using var proxy = new LoopbackProxy("another:login");
        var script = stage.Server.Options.OAuth;
        ScriptedPoll[] polls = [ScriptedPoll.Denied, ScriptedPoll.Expired, ScriptedPoll.ErrorWith200, ScriptedPoll.ServerError504, ScriptedPoll.Html, ScriptedPoll.Reset, ScriptedPoll.Success];
        ScriptedRefresh[] refreshes = [ScriptedRefresh.ServerError, ScriptedRefresh.Html, ScriptedRefresh.Reset, ScriptedRefresh.Success];
        Array.ForEach(polls, script.ScriptedPolls.Enqueue);
        script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Success);
        Array.ForEach(refreshes, script.ScriptedRefreshes.Enqueue);

        // The last of the polls belong to one sign-in, which continues after transient errors.
        stage.Pwsh.With("LOGINS", "4").With("REFRESHES", $"{refreshes.Length}").With("ECHO", echo.Origin).With("FORMS", $"{EchoingService.Forms}").With("PROXY", proxy.Url);
        var outcome = await RunAsync(stage.Pwsh, CanarySteps.Logins, secrets);
        foreach (var (name, secret) in Issued(stage).Concat(Verifiers("echoed verifier", echo.Bodies)))
            secrets[name] = secret;
        return outcome;
    }

    private static async Task<CanaryOutcome> LockedAsync()
    {
        using var pwsh = new PwshRun();
        return await RunAsync(pwsh, CanarySteps.Locked, Plant("locked access token", "locked refresh token"));
    }

    private static async Task<CanaryOutcome> RunAsync(PwshRun pwsh, string steps, Dictionary<string, string> secrets)
    {
        pwsh.HasOwnProcess = true;
        using var process = pwsh.Start(CanaryScript.Begin + steps + CanaryScript.End);
        await process.TellAsync(JsonSerializer.Serialize(secrets));

        var result = await process.EndAsync();

        result.ExitCode.ShouldBe(0, result.ToString());
        var reached = Path.Join(pwsh.Project, "reached.txt");
        var texts = Directory.GetFiles(pwsh.Root, "*", SearchOption.AllDirectories).Where(file => file != reached && !IsPlanted(pwsh, file))
            .ToDictionary(file => Path.GetRelativePath(pwsh.Root, file), File.ReadAllText);
        texts["standard output"] = result.Output;
        texts["standard error"] = result.Errors;
        return new CanaryOutcome(texts, secrets, await File.ReadAllLinesAsync(reached));
    }

    private static bool IsPlanted(PwshRun pwsh, string file) =>
        Path.GetFileName(file) is ".env" or "settings.json" || file == Path.Join(pwsh.Home, ".qwen", "oauth_creds.json");

    private static Dictionary<string, string> Plant(params string[] names) => names.ToDictionary(name => name, _ => $"cn_{Guid.NewGuid():N}-{Guid.NewGuid():N}");

    private static byte[] Certificate(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=canary", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.Export(X509ContentType.Pfx, password);
    }

    private static IEnumerable<KeyValuePair<string, string>> Issued(SignInStage stage) => stage.Server.OAuth.Issued
        .SelectMany((tokens, i) => new KeyValuePair<string, string>[] { new($"access token {i}", tokens.AccessToken), new($"refresh token {i}", tokens.RefreshToken) })
        .Concat(stage.Server.OAuth.DeviceCodes.Select((code, i) => new KeyValuePair<string, string>($"device code {i}", code)))
        .Concat(Verifiers("verifier", stage.Server.Requests.Select(request => request.Body)));

    private static IEnumerable<KeyValuePair<string, string>> Verifiers(string name, IEnumerable<string> bodies) => bodies
        .Select(body => body.Split("code_verifier=")).Where(parts => parts.Length == 2).Select((parts, i) => new KeyValuePair<string, string>($"{name} {i}", parts[1].Split('&')[0]));
}
