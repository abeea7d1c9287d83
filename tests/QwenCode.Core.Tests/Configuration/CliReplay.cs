using System.Text;
using System.Text.Json;
using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Lays out a case's files in a folder of its own and resolves what it would use.</summary>
internal sealed class CliReplay : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CliCase _case;
    private readonly IReadOnlyList<int> _ports;

    /// <summary>Lays out the files.</summary>
    /// <param name="recorded">The case.</param>
    /// <param name="ports">The ports of its servers; by default such as no server listens at.</param>
    public CliReplay(CliCase recorded, IReadOnlyList<int>? ports = null)
    {
        _case = recorded;
        _ports = ports ?? [41001, 41002, 41003];
        _folder.Folder("home");
        _folder.Folder("proj");
        var files = recorded.Recorded.GetProperty("files").EnumerateObject().ToList();
        foreach (var file in files.OrderBy(f => IsLink(f.Value)))
            Create(Fill(file.Name), file.Value);
    }

    public CliOutcome Run()
    {
        try
        {
            var (environment, context) = Resolve();
            context.EnsureUsable();
            return new CliOutcome(KeyOf(context), ChatUrl(context.BaseUrl!), context.Model, IsDebug: IsDebug(environment));
        }
        catch (QwenException exception)
        {
            return CliOutcome.Failed(exception.ErrorId);
        }
    }

    /// <summary>What would be used.</summary>
    public (ResolvedEnvironment Environment, AuthContext Context) Resolve()
    {
        var variables = _case.Recorded.GetProperty("env").EnumerateObject()
            .ToDictionary(p => p.Name, p => Fill(p.Value.GetString()!), StringComparer.Ordinal);
        if (_case.Id.StartsWith("oauth", StringComparison.Ordinal))
            variables["QWEN_OAUTH_BASE_URL"] = "http://127.0.0.1:41009";
        var directory = Directory.CreateDirectory(Fill(_case.Recorded.GetProperty("cwd").GetString()!)).FullName;
        var environment = Resolving.Environment(directory, _folder.At("home"), variables);
        return (environment, Resolving.Auth(environment, Parameters()));
    }

    /// <summary>A text of the recording with its placeholders replaced.</summary>
    public string Fill(string text) => text
        .Replace("{HOME}", _folder.At("home"), StringComparison.Ordinal)
        .Replace("{PROJ}", _folder.At("proj"), StringComparison.Ordinal)
        .Replace("{ROOT}", _folder.Root, StringComparison.Ordinal)
        .Replace("{NOW+3600000}", $"{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}", StringComparison.Ordinal)
        .Replace("{NOW+90000}", $"{DateTimeOffset.UtcNow.AddSeconds(90).ToUnixTimeMilliseconds()}", StringComparison.Ordinal)
        .Replace("{CA}", _folder.At("ca.pem"), StringComparison.Ordinal)
        .Replace("{PROXYPORT}", "41000", StringComparison.Ordinal)
        .Replace("{PORT1}", $"{_ports[0]}", StringComparison.Ordinal)
        .Replace("{PORT2}", $"{_ports[1]}", StringComparison.Ordinal)
        .Replace("{PORT3}", $"{_ports[^1]}", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static string? KeyOf(AuthContext context) =>
        context.Key()?.Reveal() is { } key ? key.StartsWith("Bearer ", StringComparison.Ordinal) ? key["Bearer ".Length..] : key : null;

    private static string ChatUrl(Uri baseUrl) =>
        new UriBuilder(baseUrl) { Path = baseUrl.AbsolutePath.TrimEnd('/') + "/chat/completions" }.Uri.AbsoluteUri;

    private static bool IsDebug(ResolvedEnvironment environment) =>
        new[] { "DEBUG", "DEBUG_MODE" }.Any(name => environment.Find(name)?.Value is "1" or "true");

    private static bool IsLink(JsonElement file) => file.ValueKind == JsonValueKind.Object && file.TryGetProperty("symlink", out _);

    private void Create(string path, JsonElement file)
    {
        if (file.ValueKind == JsonValueKind.String)
        {
            _folder.Write(path, Fill(file.GetString()!));
            return;
        }

        if (IsLink(file))
        {
            _folder.Link(path, Fill(file.GetProperty("symlink").GetString()!));
            return;
        }

        if (file.TryGetProperty("base64", out var bytes))
        {
            _folder.Write(path, bytes.GetBytesFromBase64());
            return;
        }

        if (!file.TryGetProperty("text", out var content))
        {
            _folder.Folder(path);
            return;
        }

        var encoding = file.TryGetProperty("encoding", out _) ? Encoding.Unicode : Encoding.UTF8;
        _folder.Write(path, encoding.GetBytes(Fill(content.GetString()!)));
        if (file.TryGetProperty("mode", out var mode) && mode.GetString() == "000")
            _folder.MakeUnreadable(path);
    }

    private AuthChoice Parameters() => _case.Flags.Where(flag => flag.Name is not ("--fallback-model" or "--output-format")).Aggregate(AuthChoice.None, (choice, flag) => flag.Name switch
    {
        "--openai-api-key" => choice with { ApiKey = new Secret(flag.Value) },
        "--openai-base-url" => choice with { BaseUrl = Fill(flag.Value) },
        "--auth-type" => choice,
        _ when string.IsNullOrEmpty(flag.Value) => choice,
        _ => choice with { Model = flag.Value },
    });
}
