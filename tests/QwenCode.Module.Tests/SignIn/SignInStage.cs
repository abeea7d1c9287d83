using System.Text.Json;
using System.Text.Json.Nodes;

namespace QwenCode.ModuleTests.SignIn;

/// <summary>A sign-in service on this machine, which is also the chat service, and a home directory for the credential.</summary>
internal sealed class SignInStage : IAsyncDisposable
{
    private SignInStage(LoopbackServer server, PwshRun pwsh, string home)
    {
        Server = server;
        Pwsh = pwsh;
        Folder = Path.Join(home, ".qwen");
    }

    /// <summary>The service.</summary>
    public LoopbackServer Server { get; }

    /// <summary>PowerShell, with the service as its sign-in host.</summary>
    public PwshRun Pwsh { get; }

    /// <summary>The folder of the credential.</summary>
    public string Folder { get; }

    /// <summary>The credential file.</summary>
    public string File => Path.Join(Folder, "oauth_creds.json");

    /// <summary>What the file holds.</summary>
    public JsonElement Stored => JsonSerializer.Deserialize<JsonElement>(System.IO.File.ReadAllBytes(File));

    /// <summary>The last segments of the requested paths, in order.</summary>
    public string[] Asked => [.. Server.Requests.Select(request => request.Path[(request.Path.LastIndexOf('/') + 1)..])];

    /// <summary>The requests to the sign-in endpoints.</summary>
    public int LoginRequests => Server.Requests.Count(request => request.Path.StartsWith("/api/v1/oauth2/", StringComparison.Ordinal));

    /// <summary>Starts the service.</summary>
    public static Task<SignInStage> StartAsync(LoopbackOptions? options = null) => StartAsync(new PwshRun(), "home", options);

    /// <summary>Starts the service, for a home directory of its own in a run that several share.</summary>
    public static async Task<SignInStage> StartAsync(PwshRun pwsh, string home, LoopbackOptions? options = null)
    {
        options ??= new LoopbackOptions();
        options.RequireOAuth = true;
        var server = await LoopbackServer.StartAsync(options);
        pwsh.With("QWEN_OAUTH_BASE_URL", server.Origin.AbsoluteUri).With("NO_BROWSER", "1").With("CI", "");
        return new SignInStage(server, pwsh, Path.Join(pwsh.Root, home));
    }

    /// <summary>Stores a credential in Qwen Code's format.</summary>
    /// <param name="lifetime">The access token's, for the service too; may be negative.</param>
    /// <param name="resourceUrl">Replaces the service's own.</param>
    /// <param name="more">A member that this module does not know.</param>
    public OAuthTokens StoreCredential(TimeSpan lifetime, string? resourceUrl = null, (string Name, JsonNode Value)? more = null)
    {
        var tokens = Server.OAuth.IssueTokens(lifetime);
        var login = new JsonObject
        {
            ["access_token"] = tokens.AccessToken,
            ["token_type"] = "Bearer",
            ["refresh_token"] = tokens.RefreshToken,
            ["resource_url"] = resourceUrl ?? tokens.ResourceUrl,
            ["expiry_date"] = tokens.ExpiresAt.ToUnixTimeMilliseconds(),
        };
        if (more is { } member)
            login[member.Name] = member.Value;
        StoreText(login.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return tokens;
    }

    /// <summary>Stores any text as the credential file, atomically.</summary>
    public void StoreText(string text)
    {
        Directory.CreateDirectory(Folder);
        var aside = $"{File}.aside";
        System.IO.File.WriteAllText(aside, text);
        System.IO.File.Move(aside, File, overwrite: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Pwsh.Dispose();
        await Server.DisposeAsync();
    }
}
